using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>What a pod says of its work, in the trace.</summary>
internal sealed class PodLines(Trace trace, string name) : ShardEvents, IOperationObserver, ICommitObserver
{
    public FleetEvents Fleet => new FleetLines(this);

    /// <summary>Whether the pod left without a last look at the table.</summary>
    public bool IsDeregistrationMissed { get; private set; }

    public void Say(string what) => trace.Say(name, $"* {what}");

    public override void PageRead(ShardId shardId, int records, long bytes, TimeSpan took)
    {
    }

    public override void GroupClosed(ShardId shardId, Group group)
    {
        if (trace.IsOn)
        {
            Say($"{ShardText.Of(shardId)} group {ShardText.Short(group.First.Text)}..{ShardText.Short(group.Last.Text)} closed: {group.Reason}");
        }
    }

    public override void GapLeft(ShardId shardId, string after) => Say($"{shardId} gap after {after}");

    public override void ResumedWithoutGap(ShardId shardId, string after) => Say($"{shardId} resumed after {after} without a gap");

    public override void ShardHalted(ShardId shardId, string reason) => Say($"halted: {reason}");

    public override void ShardStarted(ShardId shardId, Checkpoint checkpoint, string? pending)
    {
        if (trace.IsOn)
        {
            Say($"{ShardText.Of(shardId)} begins at {ShardText.Short(checkpoint.Text)}, pending {ShardText.Short(pending ?? "none")}");
        }
    }

    public override void ShardEnded(ShardId shardId, ShardResult ending)
    {
        if (trace.IsOn)
        {
            Say($"{ShardText.Of(shardId)} ends: {ending.Kind}{(ending.HandedTo is { } heir ? $" to {heir}" : "")}");
        }
    }

    public override void PendingGroupCompleted(ShardId shardId, PendingGroup pending, bool wasReadAgain)
    {
        if (trace.IsOn)
        {
            Say($"{ShardText.Of(shardId)} kept the pending group {ShardText.Short(pending.First)}..{ShardText.Short(pending.Last)}, {(wasReadAgain ? "read again" : "found")}");
        }
    }

    public override void RecordsQuarantined(ShardId shardId, int records)
    {
    }

    public override void RecordPassedOver(ShardId shardId, string reason)
    {
    }

    public override ICommitObserver CommitsOf(ShardId shardId) => this;

    public void Attempted(PodOperation operation)
    {
    }

    public void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception)
    {
        if (trace.IsOn)
        {
            Say($"will try {operation.Terms().Name} again ({attempt}, {kind}): {exception.Message}");
        }
    }

    public void GroupStored(Group group, long storedBytes, TimeSpan took)
    {
    }

    public void GroupCommitted(StoredGroup group)
    {
    }

    public void KeyCollided(SealedObject wanted) => Say("a key is taken by another shard");

    public void ObjectAlreadyThere(SealedObject found) => Say("an object was there already");

    public void ObjectStored(SealedObject stored, TimeSpan took)
    {
    }

    /// <summary>The coming and going of leases, in the same trace.</summary>
    private sealed class FleetLines(PodLines lines) : FleetEvents
    {
        public override void ShardsListed(int leasesMade)
        {
        }

        public override void LeaseTaken(ShardId shardId, string from) => lines.Say($"took {shardId} ({from})");

        public override void HandoffAsked(ShardId shardId, string owner) => lines.Say($"asks {owner} for {shardId}");

        public override void HandoffWithdrawn(ShardId shardId, string asker) => lines.Say($"withdraws the request of {asker} for {shardId}");

        public override void ShardFailed(ShardId shardId, Exception problem) => lines.Say($"{shardId} failed: {problem.GetType().Name}: {problem.Message}");

        public override void DeregistrationTimedOut()
        {
            lines.IsDeregistrationMissed = true;
            lines.Say("could not say farewell");
        }

        public override void DeregistrationFailed(Exception problem)
        {
            lines.IsDeregistrationMissed = true;
            lines.Say($"could not say farewell: {problem.GetType().Name}: {problem.Message}");
        }
    }
}

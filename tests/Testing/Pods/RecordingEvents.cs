using System.Collections.Concurrent;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.Testing.Pods;

/// <summary>Remembers in one line each what a pod's shards did, in order.</summary>
internal sealed class RecordingEvents : ShardEvents, IOperationObserver, ICommitObserver
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<PodOperation> _attempts = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Every attempt at an operation, in order.</summary>
    public IReadOnlyList<PodOperation> Attempts => [.. _attempts];

    public FleetEvents Fleet => new FleetLines(this);

    /// <summary>Lines that begin with a word, without it.</summary>
    public IReadOnlyList<string> Of(string word) =>
        [.. _lines.Where(line => line.StartsWith(word + " ", StringComparison.Ordinal)).Select(line => line[(word.Length + 1)..])];

    public void Say(string line) => _lines.Enqueue(line);

    public override void PageRead(ShardId shardId, int records, long bytes, TimeSpan took) => Say($"page {shardId} {records}");

    public override void GroupClosed(ShardId shardId, Group group) => Say($"closed {group.Reason} {group.Records}");

    public override void GapLeft(ShardId shardId, string after) => Say($"gap {after}");

    public override void ResumedWithoutGap(ShardId shardId, string after) => Say($"resumed {after}");

    public override void ShardHalted(ShardId shardId, string reason) => Say($"halted {reason}");

    public override void ShardStarted(ShardId shardId, Checkpoint checkpoint, string? pending) => Say($"started {shardId} {checkpoint} {pending ?? "none"}");

    public override void ShardEnded(ShardId shardId, ShardResult ending) => Say($"ended {ending.Kind} {shardId}");

    public override void PendingGroupCompleted(ShardId shardId, PendingGroup pending, bool wasReadAgain) => Say($"kept {(wasReadAgain ? "read-again" : "found")}");

    public override void RecordsQuarantined(ShardId shardId, int records) => Say($"quarantined {records}");

    public override void RecordPassedOver(ShardId shardId, string reason) => Say($"passed-over {reason}");

    public override ICommitObserver CommitsOf(ShardId shardId) => this;

    public void Attempted(PodOperation operation) => _attempts.Enqueue(operation);

    public void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception) => Say($"retry {operation.Terms().Name} {kind}");

    public void GroupStored(Group group, long storedBytes, TimeSpan took) => Say($"stored {group.Last}");

    public void GroupCommitted(StoredGroup group) => Say($"committed {group.Last}");

    public void KeyCollided(SealedObject wanted) => Say($"collided {wanted.Key}");

    public void ObjectAlreadyThere(SealedObject found) => Say($"there {found.Key}");

    public void ObjectStored(SealedObject stored, TimeSpan took) => Say($"object {stored.Key}");

    /// <summary>The coming and going of leases, in the same list.</summary>
    private sealed class FleetLines(RecordingEvents events) : FleetEvents
    {
        public override void ShardsListed(int leasesMade) => events.Say($"listed {leasesMade}");

        public override void LeaseTaken(ShardId shardId, string from) => events.Say($"taken {from} {shardId}");

        public override void HandoffAsked(ShardId shardId, string owner) => events.Say($"asked {shardId} {owner}");

        public override void HandoffWithdrawn(ShardId shardId, string asker) => events.Say($"withdrawn {shardId}");

        public override void ShardFailed(ShardId shardId, Exception problem) => events.Say($"failed {shardId} {problem.GetType().Name}");

        public override void DeregistrationTimedOut() => events.Say("farewell-timed-out");

        public override void DeregistrationFailed(Exception problem) => events.Say($"farewell-failed {problem.GetType().Name}");
    }
}

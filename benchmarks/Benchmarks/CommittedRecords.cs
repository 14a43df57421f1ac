using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>Counts committed records until as many as wanted are; a failure that is tried again spoils the measurement and ends it.</summary>
internal sealed class CommittedRecords(long wanted) : ShardEvents, ICommitObserver, IOperationObserver
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _committed;
    private long _storedBytes;

    public Task All => _all.Task;

    public long StoredBytes => Interlocked.Read(ref _storedBytes);

    public override void PageRead(ShardId shardId, int records, long bytes, TimeSpan took)
    {
    }

    public override void GroupClosed(ShardId shardId, Group group)
    {
    }

    public override void GapLeft(ShardId shardId, string after) => Spoil($"{shardId} has a gap after {after}");

    public override void ResumedWithoutGap(ShardId shardId, string after)
    {
    }

    public override void ShardHalted(ShardId shardId, string reason) => Spoil(reason);

    public override void ShardStarted(ShardId shardId, Checkpoint checkpoint, string? pending)
    {
    }

    public override void ShardEnded(ShardId shardId, ShardResult ending)
    {
    }

    public override void PendingGroupCompleted(ShardId shardId, PendingGroup pending, bool wasReadAgain)
    {
    }

    public override void RecordsQuarantined(ShardId shardId, int records) => Spoil($"{shardId} has {records} unreadable records");

    public override void RecordPassedOver(ShardId shardId, string reason) => Spoil($"{shardId} had a record that was passed over: {reason}");

    public override ICommitObserver CommitsOf(ShardId shardId) => this;

    public void GroupStored(Group group, long storedBytes, TimeSpan took) => Interlocked.Add(ref _storedBytes, storedBytes);

    public void GroupCommitted(StoredGroup group)
    {
        if (Interlocked.Add(ref _committed, group.Records) >= wanted)
        {
            _all.TrySetResult();
        }
    }

    public void KeyCollided(SealedObject wanted) => Spoil($"{wanted.Key} is taken");

    public void ObjectAlreadyThere(SealedObject found) => Spoil($"{found.Key} is there already");

    public void ObjectStored(SealedObject stored, TimeSpan took)
    {
    }

    public void Attempted(PodOperation operation)
    {
    }

    public void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception) => Spoil($"{operation} of {subject} failed: {exception.Message}");

    private void Spoil(string why) => _all.TrySetException(new InvalidOperationException($"Not a clean run: {why}."));
}

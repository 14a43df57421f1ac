using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Where the shards' work is counted and logged.</summary>
internal abstract class ShardEvents
{
    public abstract void PageRead(ShardId shardId, int records, long bytes, TimeSpan took);

    public abstract void GroupClosed(ShardId shardId, Group group);

    public abstract void GapLeft(ShardId shardId, string after);

    public abstract void ResumedWithoutGap(ShardId shardId, string after);

    public abstract void ShardHalted(ShardId shardId, string reason);

    public abstract void ShardStarted(ShardId shardId, Checkpoint checkpoint, string? pending);

    public abstract void ShardEnded(ShardId shardId, ShardResult ending);

    public abstract void PendingGroupCompleted(ShardId shardId, PendingGroup pending, bool wasReadAgain);

    public abstract void RecordsQuarantined(ShardId shardId, int records);

    /// <summary>A record that came again, or is older than the stream's beginning, was passed over.</summary>
    public abstract void RecordPassedOver(ShardId shardId, string reason);

    /// <summary>The commits of one shard.</summary>
    public abstract ICommitObserver CommitsOf(ShardId shardId);
}

using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Records;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Counts and logs the objects and commits of one shard.</summary>
internal sealed class ShardCommits(TimeProvider clock, ShardId shardId, PodMetrics metrics, ILogger logger) : ICommitObserver
{
    private long _storedAt;
    private TimeSpan _storing;

    public void GroupStored(Group group, long storedBytes, TimeSpan took) => (_storedAt, _storing) = (clock.GetTimestamp(), took);

    public void GroupCommitted(StoredGroup group)
    {
        metrics.GroupCommitted(group.Records, _storedAt == 0 || group.Objects == 0 ? TimeSpan.Zero : clock.GetElapsedTime(_storedAt) + _storing);
        logger.GroupCommitted(shardId.Value, group.End.Text, group.Records, group.Objects);
    }

    public void KeyCollided(SealedObject wanted)
    {
        metrics.KeyCollided();
        logger.KeyCollided(shardId.Value, FirstOf(wanted), LastOf(wanted));
    }

    public void ObjectAlreadyThere(SealedObject found) => logger.ObjectAlreadyThere(shardId.Value, FirstOf(found), LastOf(found));

    public void ObjectStored(SealedObject stored, TimeSpan took)
    {
        metrics.ObjectWritten(stored.Content.Length, took);
        logger.ObjectStored(shardId.Value, FirstOf(stored), LastOf(stored), stored.Content.Length);
    }

    // Never the key: a template may put column values into it.
    private static string FirstOf(SealedObject item) => item.Metadata[ObjectMetadata.FirstSequenceNumber];

    private static string LastOf(SealedObject item) => item.Metadata[ObjectMetadata.LastSequenceNumber];
}

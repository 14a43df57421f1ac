using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Where the coming and going of leases is counted and logged.</summary>
internal abstract class FleetEvents
{
    public abstract void ShardsListed(int leasesMade);

    public abstract void LeaseTaken(ShardId shardId, string from);

    public abstract void HandoffAsked(ShardId shardId, string owner);

    public abstract void HandoffWithdrawn(ShardId shardId, string asker);

    /// <summary>A shard could not be flushed while the pod stopped.</summary>
    public abstract void ShardFailed(ShardId shardId, Exception problem);

    public abstract void DeregistrationTimedOut();

    /// <summary>The lease table refused it, after a fault that stops the pod.</summary>
    public abstract void DeregistrationFailed(Exception problem);
}

using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>Leases come and go unheard.</summary>
internal sealed class QuietFleet : FleetEvents
{
    public override void ShardsListed(int leasesMade)
    {
    }

    public override void LeaseTaken(ShardId shardId, string from)
    {
    }

    public override void HandoffAsked(ShardId shardId, string owner)
    {
    }

    public override void HandoffWithdrawn(ShardId shardId, string asker)
    {
    }

    public override void ShardFailed(ShardId shardId, Exception problem)
    {
    }

    public override void DeregistrationTimedOut()
    {
    }

    public override void DeregistrationFailed(Exception problem)
    {
    }
}

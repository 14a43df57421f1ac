using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Records;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Counts and logs the coming and going of leases.</summary>
internal sealed class LeaseEvents(PodMetrics metrics, ILogger logger) : FleetEvents
{
    public override void ShardsListed(int leasesMade) => logger.ShardsListed(leasesMade);

    public override void LeaseTaken(ShardId shardId, string from)
    {
        metrics.LeaseTaken(from);
        if (from == "handoff")
        {
            metrics.HandoffEnded("received");
        }

        logger.LeaseTaken(shardId.Value, from);
    }

    public override void HandoffAsked(ShardId shardId, string owner)
    {
        metrics.HandoffEnded("requested");
        logger.HandoffAsked(shardId.Value, owner);
    }

    public override void HandoffWithdrawn(ShardId shardId, string asker)
    {
        metrics.HandoffEnded("withdrawn");
        logger.HandoffWithdrawn(shardId.Value, asker);
    }

    public override void ShardFailed(ShardId shardId, Exception problem)
    {
        metrics.FaultSeen(FaultStage.Shards, AwsFaults.KindOf(problem));
        logger.ShardFailed(shardId.Value, FaultText.Of(problem));
    }

    public override void DeregistrationTimedOut() => logger.DeregistrationTimedOut();

    public override void DeregistrationFailed(Exception problem) => logger.DeregistrationFailed(FaultText.Of(problem));
}

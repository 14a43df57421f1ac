using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Counts and logs what the shards do.</summary>
internal sealed class PodEvents(TimeProvider clock, PodMetrics metrics, LivenessSignals liveness, ILogger logger) : ShardEvents, IOperationObserver
{
    public override void PageRead(ShardId shardId, int records, long bytes, TimeSpan took)
    {
        metrics.PageRead(records, bytes, took);
        metrics.GetRecordsAnswered(records > 0 ? "records" : "empty");
        logger.PageRead(shardId.Value, records, bytes);
    }

    public override void GroupClosed(ShardId shardId, Group group)
    {
        metrics.GroupSealed(group.Reason.ToString());
        logger.GroupClosed(
            shardId.Value, group.First.Text, group.Last.Text, group.Reason.ToString(), group.Records, group.Objects.Count, group.Bytes);
    }

    public override void GapLeft(ShardId shardId, string after)
    {
        metrics.GapFound();
        logger.GapLeft(shardId.Value, after);
    }

    public override void ResumedWithoutGap(ShardId shardId, string after)
    {
        metrics.GetRecordsAnswered("trimmed");
        logger.ResumedWithoutGap(shardId.Value, after);
    }

    public override void ShardHalted(ShardId shardId, string reason)
    {
        metrics.FaultSeen(FaultStage.Shards, FaultKind.Fatal);
        if (HaltReasons.TellsOfDisorder(reason))
        {
            metrics.OrderBroken();
        }

        logger.ShardHalted(shardId.Value, reason);
    }

    public override void ShardStarted(ShardId shardId, Checkpoint checkpoint, string? pending) =>
        logger.ShardStarted(shardId.Value, checkpoint.Text, pending ?? "none");

    public override void ShardEnded(ShardId shardId, ShardResult ending)
    {
        if (ending.Kind == ShardResultKind.Lost)
        {
            metrics.LeaseLost();
            metrics.FaultSeen(FaultStage.Leases, FaultKind.LeaseLost);
        }
        else if (ending is { Kind: ShardResultKind.Released, HandedTo: not null })
        {
            metrics.HandoffEnded("given");
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            var children = string.Join(' ', (ending.Started ?? []).Select(child => child.Value));
            logger.ShardEnded(shardId.Value, ending.Kind.ToString(), ending.HandedTo ?? "nobody", children.Length > 0 ? children : "none");
        }
    }

    public override void PendingGroupCompleted(ShardId shardId, PendingGroup pending, bool wasReadAgain) =>
        logger.PendingGroupCompleted(shardId.Value, pending.First, pending.Last, wasReadAgain);

    public override void RecordsQuarantined(ShardId shardId, int records)
    {
        metrics.RecordQuarantined();
        logger.RecordsQuarantined(shardId.Value, records);
    }

    public override void RecordPassedOver(ShardId shardId, string reason) => metrics.RecordPassedOver(reason);

    public override ICommitObserver CommitsOf(ShardId shardId) => new ShardCommits(clock, shardId, metrics, logger);

    public void Attempted(PodOperation operation)
    {
        if (operation.Terms().LeaseWrite is { } write)
        {
            metrics.LeaseWritten(write);
        }
    }

    public void WillRetry(PodOperation operation, string subject, int attempt, FaultKind kind, Exception exception)
    {
        liveness.Retried();
        metrics.FaultSeen(operation.Terms().Stage, kind);
        if (operation == PodOperation.GetRecords)
        {
            metrics.GetRecordsAnswered(kind.ToString());
        }

        if (logger.IsEnabled(LogLevel.Warning))
        {
            logger.WillRetry(operation.Terms().Name, subject, kind.ToString(), attempt, $"{exception.GetType().Name}: {FaultText.Of(exception)}");
        }
    }
}

using KeyspacesStreamer.StreamPod.Observability;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>The worker's progress figures, written with each heartbeat for the operator.</summary>
internal static class PodProgress
{
    public static string Of(PodStatusBoard board, PodMetrics metrics)
    {
        var gauges = board.Gauges();
        return WorkerProgressJson.Write(new WorkerProgress
        {
            Shards = gauges.ShardsOwned,
            AtTip = gauges.ShardsAtTip,
            Halted = gauges.ShardsHalted,
            LagSeconds = Math.Round(gauges.Lag.TotalSeconds, 1),
            LastCommitAt = gauges.LastCommitAt,
            IsReady = board.IsReady,
            Records = metrics.RecordsCommitted,
            Objects = metrics.ObjectsWritten,
        });
    }
}

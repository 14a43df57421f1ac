using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What the pod shows of itself: health by progress, readiness, the /status document and the gauges.</summary>
internal sealed class PodStatusBoard(TimeProvider clock, Leases.WorkerName worker, string version, LivenessSignals pulse, MemoryBudget budget) : IPodStatus
{
    // An SDK call gives up within a minute and every retry counts as life; three times that without either is a stuck pod.
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(3);
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>Set once the stream is known.</summary>
    public TableStream? Stream { get; set; }

    /// <summary>Set once the shards are worked on.</summary>
    public WorkerLoop? Run { get; set; }

    /// <summary>What startup still waits for.</summary>
    public string Waiting { get; set; } = "starting";

    /// <summary>Whether the first look at the lease table was taken.</summary>
    public bool IsReady { get; set; }

    /// <summary>The line of the fault that ends the process.</summary>
    public string? Fatal { get; set; }

    public HealthReport Health()
    {
        if (Fatal is { } fatal)
        {
            return new HealthReport(false, fatal);
        }

        if (pulse.SinceRetry is { } retried && retried < StuckAfter)
        {
            return new HealthReport(true, "trying again what failed");
        }

        if (Run is not { } run)
        {
            return new HealthReport(true, Waiting);
        }

        if (pulse.SinceTurn > StuckAfter || pulse.SinceBeat > StuckAfter)
        {
            return new HealthReport(false, $"no look at the lease table for {pulse.SinceTurn:g}, no heartbeat for {pulse.SinceBeat:g}");
        }

        var stuck = run.Workers.FirstOrDefault(IsStuck);
        return stuck is null
            ? new HealthReport(true, "all loops turn")
            : new HealthReport(false, $"shard {stuck.ShardId} makes no progress for more than {StuckAfter:g}");
    }

    public HealthReport Readiness() => Fatal is { } fatal ? new HealthReport(false, fatal)
        : IsReady ? new HealthReport(true, "stream, table and bucket reached; worker registered")
        : new HealthReport(false, Waiting);

    public StatusDocument Status() => new()
    {
        StreamArn = Stream?.Arn,
        StreamLabel = Stream?.Label,
        ViewType = Stream?.ViewType.ToString(),
        Worker = worker.Pod,
        Incarnation = worker.Incarnation,
        Version = version,
        StartedAt = _startedAt,
        IsReady = Readiness().IsOk,
        IsHealthy = Health().IsOk,
        FatalFault = Fatal,
        Memory = new MemoryStatus(budget.LimitBytes, budget.HeldBytes, budget.WaitingReaders),
        Shards = [.. Workers.Select(StatusOf).OrderBy(shard => shard.ShardId, StringComparer.Ordinal)],
    };

    public PodGauges Gauges()
    {
        var (now, workers) = (clock.GetUtcNow(), Workers);
        var lag = workers.Select(shard => shard.Figures.LagAt(now) ?? TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
        return new PodGauges
        {
            Lag = lag,
            RetentionHeadroom = StreamRetention.Period - lag,
            ShardsOwned = workers.Count,
            ShardsHalted = workers.Count(shard => shard.Figures.Halted is not null),
            ShardsAtTip = workers.Count(shard => shard.Figures is { Position: PagePosition.AtTip, OldestUncommitted: null }),
            MemoryBudgetBytes = budget.LimitBytes,
            MemoryReservedBytes = budget.HeldBytes,
            MemoryWaiters = budget.WaitingReaders,
            LastCommitAt = workers.Max(shard => shard.Figures.LastCommitAt),
            HeartbeatAge = pulse.SinceBeat,
        };
    }

    private IReadOnlyList<ShardWorker> Workers => Run?.Workers ?? [];

    private bool IsStuck(ShardWorker shard) =>
        !shard.Figures.IsWaitingForMemory
        && (clock.GetElapsedTime(shard.Figures.LastTurn) > StuckAfter
            || (shard.Figures.BusySince is { } since && clock.GetElapsedTime(since) > StuckAfter));

    private ShardStatus StatusOf(ShardWorker shard)
    {
        var figures = shard.Figures;
        return new ShardStatus
        {
            ShardId = shard.ShardId.Value,
            State = figures.Halted is not null ? "halted"
                : figures.Position == PagePosition.AtTip ? "at-tip"
                : figures.NewestTaken is null && figures.Pending is not null ? "recovering" : "reading",
            Checkpoint = figures.Checkpoint.Text,
            PendingCheckpoint = figures.Pending,
            LagSeconds = figures.LagAt(clock.GetUtcNow())?.TotalSeconds ?? 0,
            BufferedRecords = figures.BufferedRecords,
            BufferedBytes = figures.OpenBytes + figures.WritingBytes,
            HaltReason = figures.Halted,
            LastCommitAt = figures.LastCommitAt,
        };
    }
}

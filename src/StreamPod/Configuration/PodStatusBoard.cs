using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.StreamPod.Fleet;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Observability;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Configuration;

/// <summary>What the pod shows of itself: health by progress, readiness, the /status document and the gauges.</summary>
internal sealed class PodStatusBoard(TimeProvider clock, Leases.WorkerName worker, string version, LivenessSignals liveness, MemoryBudget budget) : IPodStatus
{
    // An SDK call gives up within a minute and every retry counts as life; three times that without either is a stuck pod.
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(3);
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>Set once the stream is known.</summary>
    public TableStream? Stream { get; set; }

    /// <summary>Set once the shards are worked on.</summary>
    public WorkerLoop? Run { get; set; }

    /// <summary>Set once the settings are known to hold.</summary>
    public ValueForms? Forms { get; set; }

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

        if (liveness.SinceRetry is { } retried && retried < StuckAfter)
        {
            return new HealthReport(true, "trying again what failed");
        }

        if (Run is not { } run)
        {
            return new HealthReport(true, Waiting);
        }

        if (liveness.SinceTurn > StuckAfter || liveness.SinceBeat > StuckAfter)
        {
            return new HealthReport(false, $"no look at the lease table for {liveness.SinceTurn:g}, no heartbeat for {liveness.SinceBeat:g}");
        }

        var stuck = run.Workers.FirstOrDefault(worker => IsStuck(worker.Snapshot));
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
        ValueForms = Forms?.Met ?? [],
        Memory = new MemoryStatus(budget.LimitBytes, budget.HeldBytes, budget.WaitingReaders),
        Shards = [.. Workers.Select(StatusOf).OrderBy(shard => shard.ShardId, StringComparer.Ordinal)],
    };

    public PodGauges Gauges()
    {
        var (now, shards) = (clock.GetUtcNow(), Workers.Select(worker => worker.Snapshot).ToList());
        var lag = shards.Select(shard => shard.LagAt(now) ?? TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Max();
        return new PodGauges
        {
            Lag = lag,
            RetentionHeadroom = StreamRetention.Period - lag,
            ShardsOwned = shards.Count,
            ShardsHalted = shards.Count(shard => shard.Halted is not null),
            ShardsAtTip = shards.Count(shard => shard is { Position: PagePosition.AtTip, OldestUncommitted: null }),
            MemoryBudgetBytes = budget.LimitBytes,
            MemoryReservedBytes = budget.HeldBytes,
            MemoryWaiters = budget.WaitingReaders,
            LastCommitAt = shards.Max(shard => shard.LastCommitAt),
            HeartbeatAge = liveness.SinceBeat,
        };
    }

    private IReadOnlyList<ShardWorker> Workers => Run?.Workers ?? [];

    private bool IsStuck(ShardSnapshot shard) =>
        !shard.IsWaitingForMemory
        && (clock.GetElapsedTime(shard.LastTurn) > StuckAfter
            || (shard.BusySince is { } since && clock.GetElapsedTime(since) > StuckAfter));

    private ShardStatus StatusOf(ShardWorker worker)
    {
        var shard = worker.Snapshot;
        return new ShardStatus
        {
            ShardId = worker.ShardId.Value,
            State = shard.Halted is not null ? "halted"
                : shard.Position == PagePosition.AtTip ? "at-tip"
                : shard.NewestTaken is null && shard.Pending is not null ? "recovering" : "reading",
            Checkpoint = shard.Checkpoint.Text,
            PendingCheckpoint = shard.Pending,
            LagSeconds = shard.LagAt(clock.GetUtcNow())?.TotalSeconds ?? 0,
            BufferedRecords = shard.BufferedRecords,
            BufferedBytes = shard.OpenBytes + shard.WritingBytes,
            HaltReason = shard.Halted,
            LastCommitAt = shard.LastCommitAt,
        };
    }
}

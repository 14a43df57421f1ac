using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>How far a stream is: the figures of its status, and what they mean for Ready and RetentionAtRisk.</summary>
internal sealed record ProgressReport
{
    /// <summary>Shards by their state; null without a lease table.</summary>
    public ShardCounts? Shards { get; init; }

    /// <summary>Age of the oldest change that is not committed, in whole seconds; null when nothing is known.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>As it stands in the status.</summary>
    public string? LagText => Lag is { } lag ? DurationText.Brief(lag) : null;

    /// <summary>When a checkpoint last moved, in whole seconds; null when none has.</summary>
    public DateTime? LastCommitTime { get; init; }

    /// <summary>Records committed by live pods; null without a lease table.</summary>
    public long? Records { get; init; }

    /// <summary>Objects written by live pods; null without a lease table.</summary>
    public long? Objects { get; init; }

    /// <summary>The last part of Ready.</summary>
    public required ConditionResult Streaming { get; init; }

    /// <summary>The condition RetentionAtRisk.</summary>
    public required ConditionResult Retention { get; init; }

    public static ProgressReport Of(ProgressFacts facts)
    {
        var census = new ShardAssignment(facts.Report ?? new LeaseReport(), facts.Pods);
        var lag = LagEstimate.Of(facts.Now, census);
        var retention = RetentionJudge.Judge(lag, census.Halted, facts.WasAtRisk, facts.IsSuspended);
        var streaming = StreamingJudge.Judge(facts, census);
        return facts.Report is null
            ? new ProgressReport { Streaming = streaming, Retention = retention }
            : new ProgressReport
            {
                Shards = census.Counts,
                Lag = lag,
                LastCommitTime = LastCommitOf(facts.Report),
                Records = census.Live.Sum(worker => worker.Progress?.Records ?? 0),
                Objects = census.Live.Sum(worker => worker.Progress?.Objects ?? 0),
                Streaming = streaming,
                Retention = retention,
            };
    }

    private static DateTime? LastCommitOf(LeaseReport report)
    {
        var last = report.Leases.Select(lease => lease.LastCommitAt).Concat(report.Workers.Select(worker => worker.Progress?.LastCommitAt)).Max();
        return last is { } moment ? moment.UtcDateTime.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerSecond)) : null;
    }
}

using KeyspacesStreamer.Operator.Reconciling.Progress;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>How far the stream is.</summary>
internal sealed record ProgressResult : StageResult
{
    /// <summary>What the leases mean; null when nothing can be told yet.</summary>
    public ProgressReport? Report { get; init; }

    /// <summary>The last part of Ready, which <see cref="Readiness"/> decides; null when nothing can be told yet.</summary>
    public ConditionResult? Streaming { get; init; }

    /// <summary>RetentionAtRisk.</summary>
    public override IReadOnlyList<ConditionResult> Conditions => Report is null ? [] : [Report.Retention];
}

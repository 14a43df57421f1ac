using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Inspections;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What all stages of one reconcile found: each condition is decided by one of them.</summary>
internal sealed record StageResults
{
    public required SpecResult Spec { get; init; }

    public required AwsResult Aws { get; init; }

    public required CutoverResult Cutover { get; init; }

    public required ProgressResult Progress { get; init; }

    public required ReplicaResult Replicas { get; init; }

    public required WorkloadResult Workload { get; init; }

    /// <summary>All conditions but Suspended and Ready, which are decided by the spec and by the others.</summary>
    public IReadOnlyList<ConditionResult> Conditions => [.. All.SelectMany(result => result.Conditions)];

    public IReadOnlyList<StreamEvent> Events => [.. All.SelectMany(result => result.Events)];

    /// <summary>When to look again, if nothing changes before; null when nobody needs to.</summary>
    public TimeSpan? RequeueAfter => StageResult.Soonest(All);

    private IReadOnlyList<StageResult> All => [Spec, Aws, Cutover, Progress, Replicas, Workload];
}

using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The stages of a reconcile; <see cref="StreamReconciler"/> has their order.</summary>
internal sealed record ReconcileStages
{
    public required SpecStage Spec { get; init; }

    public required AwsInspections Inspections { get; init; }

    public required CutoverStage Cutover { get; init; }

    public required ProgressStage Progress { get; init; }

    public required ReplicaStage Replicas { get; init; }

    public required WorkloadStage Workload { get; init; }

    public required StatusWriter Status { get; init; }

    /// <summary>What a stream that is deleted goes through instead.</summary>
    public required StreamDeletion Deletion { get; init; }
}

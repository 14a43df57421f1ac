using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Decides how many pods should run now: what the spec says, or what shards and lag call for; none while the stream is suspended or changes streams.</summary>
internal sealed class ReplicaStep(IReconcileObserver observer) : IReconcileStep
{
    public Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        var spec = run.Stream.Spec;
        run.Replicas = spec.Suspend || run.IsSwitching ? 0
            : spec.Autoscaling is { } limits && run.Holds(ConditionTypes.SpecValid) ? Choose(run, limits)
            : spec.Replicas;
        return Task.CompletedTask;
    }

    private int Choose(ReconcileContext run, AutoscalingSpec limits)
    {
        var memory = run.State;
        var figures = run.Leases is { } report && memory.Leases.AnsweredAt is { } readAt
            ? new ScalingFigures(memory.SinceBeginning(readAt), report.Leases.Count(lease => !lease.IsFinished), run.Progress?.Lag)
            : null;
        var decision = ReplicaChooser.Choose(limits, memory.Elapsed, run.Deployment?.Spec.Replicas ?? 0, figures, memory.Scaling);
        memory.Scaling = decision.History;
        // What the API server refuses is chosen again and again.
        var isTold = decision.Reason == memory.ReportedScaling;
        memory.ReportedScaling = decision.Reason;
        if (!isTold && decision.Reason is { } why && run.Deployment is { Spec.Replicas: > 0 })
        {
            observer.Scaled(run.Key, why);
            run.RecordEvent(isWarning: false, "Scaled", "Scale", why);
        }

        return decision.Replicas;
    }
}

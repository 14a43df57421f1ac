using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Decides how many pods should run now: what the spec says, or what shards and lag call for; none while the stream is suspended or changes streams.</summary>
internal sealed class ReplicaStep(IReconcileObserver observer) : IReconcileStep
{
    public Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var spec = context.Stream.Spec;
        context.Replicas = spec.Suspend || context.IsSwitching ? 0
            : spec.Autoscaling is { } limits && context.Holds(ConditionTypes.SpecValid) ? Choose(context, limits)
            : spec.Replicas;
        return Task.CompletedTask;
    }

    private int Choose(ReconcileContext context, AutoscalingSpec limits)
    {
        var memory = context.State;
        var figures = context.Leases is { } report && memory.Leases.AnsweredAt is { } readAt
            ? new ScalingFigures(memory.SinceBeginning(readAt), report.Leases.Count(lease => !lease.IsFinished), context.Progress?.Lag)
            : null;
        var decision = ReplicaChooser.Choose(limits, memory.Elapsed, context.Deployment?.Spec.Replicas ?? 0, figures, memory.Scaling);
        memory.Scaling = decision.History;
        // What the API server refuses is chosen again and again.
        var isTold = decision.Reason == memory.ReportedScaling;
        memory.ReportedScaling = decision.Reason;
        if (!isTold && decision.Reason is { } why && context.Deployment is { Spec.Replicas: > 0 })
        {
            observer.Scaled(context.Key, why);
            context.RecordEvent(isWarning: false, "Scaled", "Scale", why);
        }

        return decision.Replicas;
    }
}

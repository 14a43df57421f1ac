using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Decides how many pods should run now: what the spec says, or what shards and lag call for; none while the stream is suspended or changes streams.</summary>
internal sealed class ReplicaStage(IReconcileObserver observer)
{
    public ReplicaResult Decide(ReconcileContext context, SpecResult spec, AwsResult aws, CutoverResult cutover, ProgressResult progress)
    {
        var wanted = context.Stream.Spec;
        return wanted.Suspend || cutover.IsSwitching ? new ReplicaResult { Count = 0 }
            : wanted.Autoscaling is { } limits && spec.IsValid ? Choose(context, aws, progress, limits)
            : new ReplicaResult { Count = wanted.Replicas };
    }

    private ReplicaResult Choose(ReconcileContext context, AwsResult aws, ProgressResult progress, AutoscalingSpec limits)
    {
        var state = context.State;
        var figures = aws.Leases.Found is { } report && state.Leases.AnsweredAt is { } readAt
            ? new ScalingFigures(state.SinceBeginning(readAt), report.Leases.Count(lease => !lease.IsFinished), progress.Report?.Lag)
            : null;
        var decision = ReplicaChooser.Choose(limits, state.Elapsed, context.Deployment?.Spec.Replicas ?? 0, figures, state.Scaling);
        state.Scaling = decision.History;
        // What the API server refuses is chosen again and again.
        var isTold = decision.Reason == state.ReportedScaling;
        state.ReportedScaling = decision.Reason;
        if (isTold || decision.Reason is not { } why || context.Deployment is not { Spec.Replicas: > 0 })
        {
            return new ReplicaResult { Count = decision.Replicas };
        }

        observer.Scaled(context.Key, why);
        return new ReplicaResult { Count = decision.Replicas, Events = [context.EventOf(isWarning: false, "Scaled", "Scale", why)] };
    }
}

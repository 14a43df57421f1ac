using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Progress;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Ready and RetentionAtRisk, as far as the lease table tells.</summary>
internal sealed class ProgressStep(TimeProvider clock, ReconcileDefaults defaults) : IReconcileStep
{
    private static readonly TimeSpan WhileGone = TimeSpan.FromSeconds(1);

    public Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        if (context is { IsTableGone: true, Table.State: CheckpointTableState.Active })
        {
            // Somebody deleted it since it was last looked at, which would not be asked again for minutes.
            context.State.Table.Invalidate();
            context.State.Leases.Invalidate();
            context.RequeueAfter(WhileGone);
        }

        if (context.Deployment is null || !context.Holds(ConditionTypes.SpecValid) || context.StreamArn is not { } arn)
        {
            return Task.CompletedTask;
        }

        var live = context.Stream.Status;
        context.Progress = ProgressReport.Of(new ProgressFacts
        {
            Now = clock.GetUtcNow(),
            Report = context.Leases,
            Pods = context.Pods,
            SettingsHash = context.State.Settings.Of(context.Stream, defaults, arn).Hash,
            IsSuspended = context.Stream.Spec.Suspend,
            WasReady = Conditions.Holds(live?.Conditions, ConditionTypes.Ready) && live?.ObservedGeneration == context.Stream.Metadata.Generation,
            WasAtRisk = Conditions.Holds(live?.Conditions, ConditionTypes.RetentionAtRisk),
        });
        context.Set(context.Progress.Retention);
        // That the table cannot be read says more than that it tells nothing.
        if (context.Find(ConditionTypes.Ready) is null)
        {
            context.Set(context.Progress.Streaming);
        }

        return Task.CompletedTask;
    }
}

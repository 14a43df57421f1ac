using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Progress;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Ready and RetentionAtRisk, as far as the lease table tells.</summary>
internal sealed class ProgressStep(TimeProvider clock, ReconcileDefaults defaults) : IReconcileStep
{
    private static readonly TimeSpan WhileGone = TimeSpan.FromSeconds(1);

    public Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        if (run is { IsTableGone: true, Table.State: CheckpointTableState.Active })
        {
            // Somebody deleted it since it was last looked at, which would not be asked again for minutes.
            run.State.Table.Invalidate();
            run.State.Leases.Invalidate();
            run.RequeueAfter(WhileGone);
        }

        if (run.Deployment is null || !run.Holds(ConditionTypes.SpecValid) || run.StreamArn is not { } arn)
        {
            return Task.CompletedTask;
        }

        var live = run.Stream.Status;
        run.Progress = ProgressReport.Of(new ProgressFacts
        {
            Now = clock.GetUtcNow(),
            Report = run.Leases,
            Pods = run.Pods,
            SettingsHash = run.State.Settings.Of(run.Stream, defaults, arn).Hash,
            IsSuspended = run.Stream.Spec.Suspend,
            WasReady = Conditions.Holds(live?.Conditions, ConditionTypes.Ready) && live?.ObservedGeneration == run.Stream.Metadata.Generation,
            WasAtRisk = Conditions.Holds(live?.Conditions, ConditionTypes.RetentionAtRisk),
        });
        run.Set(run.Progress.Retention);
        // That the table cannot be read says more than that it tells nothing.
        if (run.Find(ConditionTypes.Ready) is null)
        {
            run.Set(run.Progress.Streaming);
        }

        return Task.CompletedTask;
    }
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Progress;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>RetentionAtRisk, and the part of Ready that only the lease table tells.</summary>
internal sealed class ProgressStage(TimeProvider clock, ReconcileDefaults defaults)
{
    private static readonly TimeSpan WhileGone = TimeSpan.FromSeconds(1);

    public ProgressResult Report(ReconcileContext context, SpecResult spec, AwsResult aws, CutoverResult cutover)
    {
        var report = context.Deployment is not null && spec.IsValid && cutover.StreamArn is { } arn ? ReportOf(context, aws, arn) : null;
        return new ProgressResult
        {
            Report = report,
            // That the table cannot be read says more than that it tells nothing.
            Streaming = aws.Leases.Condition ?? report?.Streaming,
            RequeueAfter = AskAgainIfGone(context, aws),
        };
    }

    private ProgressReport ReportOf(ReconcileContext context, AwsResult aws, string arn)
    {
        var live = context.Stream.Status;
        return ProgressReport.Of(new ProgressFacts
        {
            Now = clock.GetUtcNow(),
            Report = aws.Leases.Found,
            Pods = context.Pods,
            SettingsHash = context.State.Settings.Of(context.Stream, defaults, arn, aws.Schema.Found).Hash,
            IsSuspended = context.Stream.Spec.Suspend,
            WasReady = Conditions.Holds(live?.Conditions, ConditionTypes.Ready) && live?.ObservedGeneration == context.Stream.Metadata.Generation,
            WasAtRisk = Conditions.Holds(live?.Conditions, ConditionTypes.RetentionAtRisk),
        });
    }

    /// <summary>A table without leases was deleted since it was last looked at, which would not be asked again for minutes.</summary>
    private static TimeSpan? AskAgainIfGone(ReconcileContext context, AwsResult aws)
    {
        if (aws is not { Leases: { IsAnswered: true, Found: null }, Table.Found.State: CheckpointTableState.Active })
        {
            return null;
        }

        context.State.Table.Invalidate();
        context.State.Leases.Invalidate();
        return WhileGone;
    }
}

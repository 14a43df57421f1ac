using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Decides whether a stream's objects are to be made or mended, and how they should look.</summary>
internal sealed class WorkloadPlan(ReconcileDefaults defaults)
{
    /// <returns>Null when its objects are left as they are, or not made yet.</returns>
    public DesiredWorkload? Of(ReconcileContext context, SpecResult spec, AwsResult aws, CutoverResult cutover, ReplicaResult replicas)
    {
        var image = aws.Image.Found ?? ImageOf(context.Deployment);
        if (!spec.IsValid || cutover.StreamArn is not { } arn || image is null || (context.Deployment is null && !MayBegin(aws, cutover)))
        {
            return null;
        }

        if (context.Stream.Spec.Destination.NeedsSchema() && aws.Schema.Found is null)
        {
            // Pods that run go on as they are until the types of the columns are known.
            return null;
        }

        var (settings, hash) = context.State.Settings.Of(context.Stream, defaults, arn, aws.Schema.Found);
        return new DesiredWorkload(
            new DesiredStream
            {
                Stream = context.Stream,
                Settings = settings,
                Image = image,
                Replicas = replicas.Count,
                KeyColumns = aws.Columns.Found ?? ToldColumnsOf(context),
                DisruptionBudgetVersion = defaults.DisruptionBudgetVersion,
            },
            hash);
    }

    /// <summary>A stream's first pods wait until everything is in order. Once they run, they are kept in shape even while AWS cannot be asked.</summary>
    private static bool MayBegin(AwsResult aws, CutoverResult cutover) =>
        cutover.StreamResolved is { Holds: true }
        && aws.Table.Condition is { Holds: true }
        && aws.Bucket.Condition is { Holds: not false } and not { Holds: null, Reason: not ConditionReasons.AccessDenied }
        && aws.Image.Condition is { Holds: true };

    /// <summary>What was told to the pods stands while the table cannot be looked at: not knowing is no reason to replace them.</summary>
    private static IReadOnlyList<string> ToldColumnsOf(ReconcileContext context) =>
        [.. (context.Deployment?.Spec?.Template?.Spec?.Containers?.FirstOrDefault()?.Env?.FirstOrDefault(variable => variable.Name == PodEnvironment.KeyColumns)?.Value ?? "")
            .Split(',').Intersect(KeyTemplateColumns.In(context.Stream.Spec.Destination.KeyTemplate), StringComparer.Ordinal)];

    private static string? ImageOf(V1Deployment? deployment) => deployment?.Spec.Template.Spec.Containers.FirstOrDefault()?.Image;
}

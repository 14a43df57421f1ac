using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Resources;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Makes a stream's status from what the stages found, with Suspended and Ready.</summary>
internal sealed class StatusBuilder(TimeProvider clock, ReconcileDefaults defaults)
{
    /// <param name="context">The stream.</param>
    /// <param name="results">What was found.</param>
    /// <param name="known">The status as it stands; what was not looked at is taken from it.</param>
    public KeyspacesCdcStreamStatus Of(ReconcileContext context, StageResults results, KeyspacesCdcStreamStatus? known)
    {
        var (stream, deployment, aws) = (context.Stream, context.Deployment?.Status, results.Aws);
        var progress = results.Progress.Report;
        var status = new KeyspacesCdcStreamStatus
        {
            ObservedGeneration = stream.Metadata.Generation,
            Conditions = Conditions.Merge(known?.Conditions, ConditionsOf(stream, results), stream.Metadata.Generation, clock.GetUtcNow()),
            // Settings are made when pods are; before that nothing has begun anywhere.
            Region = known?.Region ?? (results.Workload.SettingsHash is null ? null : results.Spec.Addresses?.Source.Region),
            CheckpointTable = ClaimedTable(context, results, known),
            CheckpointTableRecreated = TableLoss.SpentOrderOf(stream, aws.Table.Found, known),
            StreamArn = results.Cutover.StreamArn,
            ViewType = aws.Stream.Found is { } target && target.Arn == results.Cutover.StreamArn ? target.ViewType : known?.ViewType,
            Replicas = deployment?.Replicas ?? 0,
            ReadyReplicas = deployment?.ReadyReplicas ?? 0,
            Selector = StreamLabels.SelectorOf(context.Key.Name),
            BilledCapacity = results.Workload.BilledCapacity,
        };
        return aws.Leases.Found is null
            ? status with { Shards = known?.Shards, Lag = known?.Lag, LastCommitTime = known?.LastCommitTime, Records = known?.Records, Objects = known?.Objects }
            : status with { Shards = progress?.Shards, Lag = progress?.LagText, LastCommitTime = progress?.LastCommitTime, Records = progress?.Records, Objects = progress?.Objects };
    }

    /// <summary>Of a stream that is being deleted nothing is said any more but that.</summary>
    public KeyspacesCdcStreamStatus Deleting(ReconcileContext context, DeletionResult deletion, KeyspacesCdcStreamStatus? known)
    {
        var merged = Conditions.Merge(known?.Conditions, [Readiness.OfDeletion(deletion.HeldUpBy)], context.Stream.Metadata.Generation, clock.GetUtcNow());
        IReadOnlyList<V1Condition> conditions = [.. merged.Select(condition => condition.Type == ConditionTypes.Ready ? condition : Conditions.Find(known?.Conditions, condition.Type) ?? condition)];
        return (known ?? new KeyspacesCdcStreamStatus()) with { Conditions = conditions };
    }

    private static IReadOnlyCollection<ConditionResult> ConditionsOf(KeyspacesCdcStream stream, StageResults results)
    {
        var suspended = stream.Spec.Suspend
            ? new ConditionResult(ConditionTypes.Suspended, true, ConditionReasons.SuspendedBySpec, "spec.suspend is true.")
            : new ConditionResult(ConditionTypes.Suspended, false, ConditionReasons.NotSuspended, "spec.suspend is false.");
        IReadOnlyList<ConditionResult> others = [.. results.Conditions, suspended];
        return [.. others, Readiness.Of(others, results.Progress.Streaming)];
    }

    /// <summary>What is not known stands: a table that cannot be looked at, or of which the claim was not read, is no other table.</summary>
    private string? ClaimedTable(ReconcileContext context, StageResults results, KeyspacesCdcStreamStatus? known) =>
        results.Aws.Table.Found is not { } table ? results.Aws.Table.Condition is { Reason: ConditionReasons.TableNotFound } ? null : known?.CheckpointTable
        : table is not { State: CheckpointTableState.Active, Unfit: null } ? known?.CheckpointTable
        : TableClaims.OwnOf(table, context, defaults) is null ? null
        : context.Stream.Spec.CheckpointTable();
}

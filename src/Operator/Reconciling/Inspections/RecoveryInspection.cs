using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>Sees that tables which the operator created for a stream can be restored to a moment of the past. What keeps it from that keeps nothing else: the stream runs without.</summary>
internal sealed class RecoveryInspection(ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.CheckpointTableReady;

    /// <returns>The table, with what is amiss.</returns>
    public async Task<CheckpointTable> OfAsync(ReconcileContext context, CheckpointAddress address, CheckpointTable table, CancellationToken cancellationToken)
    {
        if (!context.Stream.Spec.Checkpoint.PointInTimeRecovery || table is not { State: CheckpointTableState.Active, Unfit: null } || !TableClaims.IsMadeFor(table, context, defaults))
        {
            return table;
        }

        try
        {
            return table with { RecoveryGap = GapOf(await tables.RecoverableAsync(address, cancellationToken)) };
        }
        catch (AwsCallException problem)
        {
            observer.AwsFailed(context.Key, Type, problem);
            return table with { RecoveryGap = GapOf(problem) ?? context.State.ReportedRecoveryGap };
        }
    }

    /// <summary>Tells a refusal once, as long as the status says it.</summary>
    /// <returns>Null when there is nothing to tell.</returns>
    public static StreamEvent? EventOf(ReconcileContext context, CheckpointAddress address, RecoveryGap? gap)
    {
        var refused = gap is { IsRefused: true } ? gap : null;
        var known = Conditions.Find(context.Stream.Status?.Conditions, Type)?.Message ?? "";
        var isNew = refused is not null && refused != context.State.ReportedRecoveryGap && !known.Contains(refused.Sentence, StringComparison.Ordinal);
        context.State.ReportedRecoveryGap = refused;
        return isNew ? context.EventOf(isWarning: true, "PointInTimeRecoveryOff", "PrepareCheckpointTable", $"DynamoDB table {address} is active. {refused!.Sentence}") : null; // a new one is one
    }

    private static RecoveryGap? GapOf(TableRecovery found) => found switch
    {
        TableRecovery.On or TableRecovery.NotYet => null,
        TableRecovery.NotOffered => new RecoveryGap("Point-in-time recovery is off: its store offers none.", IsRefused: false),
        _ => throw new ArgumentOutOfRangeException(nameof(found), found, "A state of point-in-time recovery expected."),
    };

    /// <returns>Null for what passes by itself.</returns>
    private static RecoveryGap? GapOf(AwsCallException problem) => problem switch
    {
        { Kind: AwsFaultKind.Unavailable or AwsFaultKind.Throttled } => null,
        { Action: AwsActions.DescribeBackups } => new RecoveryGap($"Whether point-in-time recovery is on is not known: {problem.Message}", IsRefused: true),
        _ => new RecoveryGap($"Point-in-time recovery is off: {problem.Message}", IsRefused: true),
    };
}

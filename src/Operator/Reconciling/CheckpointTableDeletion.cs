using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling.Stages;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Deletes the checkpoint table of a deleted stream if it is the stream's own; what AWS does not allow is waited for five minutes at most, and then told.</summary>
internal sealed class CheckpointTableDeletion(TimeProvider clock, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Step = "Deletion";
    private const string Action = "DeleteCheckpointTable";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="context">The stream.</param>
    /// <param name="addresses">Where its table is; null when that cannot be told.</param>
    /// <param name="isOrphaning">Whether its pods are to outlive it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>When to look again; without that nothing is left to do.</returns>
    public async Task<DeletionResult> RunAsync(ReconcileContext context, StreamAddresses? addresses, bool isOrphaning, CancellationToken cancellationToken)
    {
        if (addresses is not { Checkpoint: var address })
        {
            return Told(Left(context, $"DynamoDB table {context.Stream.Spec.CheckpointTable()} was not deleted: where it is cannot be told from the spec. Delete it by hand."));
        }

        if (address.Endpoint is { } endpoint && !defaults.AllowedEndpoints.Allows(endpoint))
        {
            return Told(Left(context, $"DynamoDB table {address} was not deleted: {AllowedEndpoints.EntryOf(endpoint)} is not among the operator's {AllowedEndpoints.Option}. Delete it by hand."));
        }

        return isOrphaning
            ? Told(Kept(context, $"DynamoDB table {address} is kept: the pods are to outlive the stream, and need it."))
            : await DeleteAsync(context, address, cancellationToken);
    }

    private async Task<DeletionResult> DeleteAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        var (events, deletion) = (new List<StreamEvent>(), context.State.TableDeletion);
        var waited = clock.GetElapsedTime(context.State.TableDeletionBeganAt ??= clock.GetTimestamp());
        try
        {
            await deletion.GetAsync(
                address, token => FindAndDeleteAsync(context, address, events, token), _ => TimeSpan.Zero, problem => observer.AwsFailed(context.Key, Step, problem), cancellationToken);
            return new DeletionResult { Events = events };
        }
        catch (AwsCallException problem) when (waited < Patience)
        {
            return new DeletionResult
            {
                HeldUpBy = $"Waiting to delete the checkpoint table: {problem.Message}",
                RequeueAfter = deletion.RetryIn > LookAgain ? deletion.RetryIn : LookAgain,
            };
        }
        catch (AwsCallException problem)
        {
            return Told(Left(context, $"DynamoDB table {address} was not deleted: {problem.Message} Delete it by hand."));
        }
    }

    private async Task<CheckpointTable?> FindAndDeleteAsync(ReconcileContext context, CheckpointAddress address, List<StreamEvent> events, CancellationToken cancellationToken)
    {
        var table = await tables.DescribeAsync(address, cancellationToken);
        if (table is null or { State: CheckpointTableState.Deleting })
        {
            return table;
        }

        if (table.State == CheckpointTableState.Creating)
        {
            // Whose it is shows when it is active, and it cannot be deleted before.
            throw new AwsCallException(AwsFaultKind.Unavailable, AwsActions.DeleteTable, CheckpointCalls.ArnOf(address), $"Table {address} is being created and cannot be deleted yet.", null);
        }

        if (TableClaims.ReasonToKeep(table, context, defaults) is { } reason)
        {
            events.Add(Kept(context, $"DynamoDB table {address} is kept: {reason}."));
            return table;
        }

        if (table.IsProtected)
        {
            await tables.UnprotectAsync(address, cancellationToken);
        }

        await tables.DeleteAsync(address, cancellationToken);
        events.Add(context.EventOf(isWarning: false, "CheckpointTableDeleted", Action, $"DynamoDB table {address} is deleted, as spec.checkpoint.deletionPolicy says."));
        return table;
    }

    private static DeletionResult Told(StreamEvent happened) => new() { Events = [happened] };

    private static StreamEvent Left(ReconcileContext context, string note) => context.EventOf(isWarning: true, "CheckpointTableLeft", Action, note);

    private static StreamEvent Kept(ReconcileContext context, string note) => context.EventOf(isWarning: true, "CheckpointTableKept", Action, note);
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>CheckpointTableReady: finds or creates the checkpoint table, and refuses one that is somebody else's.</summary>
internal sealed class CheckpointTableStep(ICheckpointTables tables, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.CheckpointTableReady;
    private static readonly TimeSpan KeepActive = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepUnclaimed = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepUnsettled = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ReconcileRun run, CancellationToken cancellationToken)
    {
        if (run.Addresses is not { Checkpoint: var address } || !run.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            run.Judge(await LookAsync(run, address, cancellationToken));
        }
        catch (AwsCallException problem)
        {
            run.Judge(AwsJudgements.Of(Type, problem));
        }

        run.LookAgainAfter(run.Memory.Table.Left);
    }

    private async Task<Judgement> LookAsync(ReconcileRun run, CheckpointAddress address, CancellationToken cancellationToken)
    {
        // Creating is part of the question: a refusal of it is not repeated at once either.
        run.Table = await run.Memory.Table.AskAsync(
            address,
            token => FindOrCreateAsync(run, address, token),
            KeepTime,
            problem => observer.AwsFailed(run.Key, Type, problem),
            cancellationToken);
        return run.Table is { } table
            ? JudgementOf(run, address, table)
            : new Judgement(Type, false, ConditionReasons.TableNotFound, $"There is no DynamoDB table {address}, and spec.checkpoint.create is false. Create it (hash key leaseKey of type S, on-demand), or write create: true.");
    }

    private async Task<CheckpointTable?> FindOrCreateAsync(ReconcileRun run, CheckpointAddress address, CancellationToken cancellationToken)
    {
        var found = await tables.DescribeAsync(address, cancellationToken);
        if (found is not null || !run.Stream.Spec.Checkpoint.Create)
        {
            return found;
        }

        await tables.CreateAsync(address, run.Key.ToString(), cancellationToken);
        Tell(run, address);
        return new CheckpointTable { State = CheckpointTableState.Creating, CreatedFor = run.Key.ToString() };
    }

    /// <summary>A table that was there before held the places of all shards: that an empty one takes its place is no good news.</summary>
    private static void Tell(ReconcileRun run, CheckpointAddress address)
    {
        if (Conditions.Find(run.Stream.Status?.Conditions, Type)?.Reason is ConditionReasons.TableActive)
        {
            run.Tell(
                isWarning: true, "CheckpointTableLost", "CreateCheckpointTable",
                $"DynamoDB table {address} was in use and does not exist any more: it was deleted, and with it the places of all shards. An empty one is created; pods begin at the oldest change that the stream keeps. "
                + "To go on where they were, suspend the stream and rebuild the table from the bucket: 'streampod leases rebuild'.");
            return;
        }

        run.Tell(isWarning: false, "CheckpointTableCreated", "CreateCheckpointTable", $"DynamoDB table {address} is created.");
    }

    private static Judgement JudgementOf(ReconcileRun run, CheckpointAddress address, CheckpointTable table) => table switch
    {
        { State: CheckpointTableState.Creating } => new Judgement(Type, false, ConditionReasons.TableCreating, $"DynamoDB table {address} is being created."),
        { State: CheckpointTableState.Deleting } => new Judgement(Type, false, ConditionReasons.TableDeleting, $"DynamoDB table {address} is being deleted; when it is gone, it is created anew if spec.checkpoint.create is true."),
        { State: CheckpointTableState.Unusable } => new Judgement(Type, false, ConditionReasons.TableUnusable, $"DynamoDB table {address} cannot be used: it is archived, or its encryption key is out of reach. Restore it."),
        { Unfit: { } why } => new Judgement(Type, false, ConditionReasons.WrongKeySchema, $"DynamoDB table {address} cannot hold leases: {why}."),
        { Owner: { } owner } when owner.Resource != run.Key.ToString() => new Judgement(
            Type, false, ConditionReasons.ForeignTable, $"DynamoDB table {address} belongs to resource {owner.Resource}, which reads {owner.StreamArn}. Make a new KeyspacesCdcStream with a table of its own in spec.checkpoint.table."),
        _ => new Judgement(Type, true, ConditionReasons.TableActive, $"DynamoDB table {address} is active."),
    };

    private static TimeSpan KeepTime(CheckpointTable? table) => table switch
    {
        { State: CheckpointTableState.Active, Owner: null } => KeepUnclaimed,
        { State: CheckpointTableState.Active } => KeepActive,
        null => KeepUnclaimed,
        _ => KeepUnsettled,
    };
}

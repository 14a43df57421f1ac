using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>CheckpointTableReady: finds or creates the checkpoint table, and refuses one that is somebody else's.</summary>
internal sealed class CheckpointTableStep(StreamWorld world, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.CheckpointTableReady;
    private static readonly TimeSpan KeepActive = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepUnclaimed = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepUnsettled = TimeSpan.FromSeconds(2);

    private readonly StreamConflicts _duplicates = new(defaults.Region);
    private readonly RecoveryInspection _recovery = new(tables, defaults, observer);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        if (context.Addresses is not { Checkpoint: var address } || !context.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            context.Set(await LookAsync(context, address, cancellationToken));
        }
        catch (AwsCallException problem)
        {
            context.Set(AwsConditions.Of(Type, problem));
        }

        context.RequeueAfter(context.State.Table.RetryIn);
    }

    private async Task<ConditionResult> LookAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        context.Table = await AskAsync(context, address, cancellationToken);
        if (context.Table is null && MayCreate(context))
        {
            // The answer is from before: another stream waited for the table then.
            context.State.Table.Invalidate();
            context.Table = await AskAsync(context, address, cancellationToken);
        }

        RecoveryInspection.Tell(context, address, context.Table?.RecoveryGap);
        return context.Table is { } table ? ResultOf(context, address, table)
            : TableLoss.Of(context.Stream) ? TableLoss.ResultOf(context, address)
            : context.Stream.Spec.Checkpoint.Create ? new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"DynamoDB table {address} does not exist, and is created for another stream that names it too.")
            : new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"There is no DynamoDB table {address}, and spec.checkpoint.create is false. Create it (hash key leaseKey of type S, on-demand), or write create: true.");
    }

    /// <summary>Creating is part of the question: a refusal of it is not repeated at once either.</summary>
    private Task<CheckpointTable?> AskAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken) => context.State.Table.GetAsync(
        address,
        token => FindOrCreateAsync(context, address, token),
        KeepTime,
        problem => observer.AwsFailed(context.Key, Type, problem),
        cancellationToken);

    /// <summary>A table that does not exist is made for the oldest of the streams that name it; one that was lost, for nobody unasked.</summary>
    private bool MayCreate(ReconcileContext context) => context.Stream.Spec.Checkpoint.Create && !TableLoss.Of(context.Stream) && _duplicates.FirstInLine(context.Stream, world.Streams) is null;

    private async Task<CheckpointTable?> FindOrCreateAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        if (await tables.DescribeAsync(address, cancellationToken) is { } found)
        {
            return await _recovery.OfAsync(context, address, found, cancellationToken);
        }

        if (!MayCreate(context))
        {
            return null;
        }

        var isKept = context.Stream.Spec.Checkpoint.DeletionPolicy != nameof(CheckpointDeletionPolicy.Delete);
        await tables.CreateAsync(address, context.Key.ToString(), defaults.Installation, isKept, cancellationToken);
        context.RecordEvent(isWarning: false, "CheckpointTableCreated", "CreateCheckpointTable", $"DynamoDB table {address} is created.");
        return new CheckpointTable { State = CheckpointTableState.Creating, CreatedFor = context.Key.ToString(), CreatedIn = defaults.Installation };
    }

    private ConditionResult ResultOf(ReconcileContext context, CheckpointAddress address, CheckpointTable table) => table switch
    {
        { State: CheckpointTableState.Creating } => new ConditionResult(Type, false, ConditionReasons.TableCreating, $"DynamoDB table {address} is being created."),
        { State: CheckpointTableState.Deleting } => new ConditionResult(Type, false, ConditionReasons.TableDeleting, $"DynamoDB table {address} is being deleted{(TableLoss.WasInUse(context.Stream.Status) ? ", and with it the places of all shards." : "; when it is gone, it is created again if spec.checkpoint.create is true.")}"),
        { State: CheckpointTableState.Unusable } => new ConditionResult(Type, false, ConditionReasons.TableUnusable, $"DynamoDB table {address} cannot be used: it is archived, or its encryption key is out of reach. Restore it."),
        { Unfit: { } why } => new ConditionResult(Type, false, ConditionReasons.WrongKeySchema, $"DynamoDB table {address} cannot hold leases: {why}."),
        { Owner: { } owner } when owner.DifferenceFrom(TableClaims.OwnerOf(context, defaults)) is { } difference => new ConditionResult(
            Type, false, ConditionReasons.ForeignTable, $"DynamoDB table {address} {difference.Text}. {TableClaims.AdviceOf(difference)}"),
        _ => new ConditionResult(Type, true, ConditionReasons.TableActive, $"DynamoDB table {address} is active.{(table.RecoveryGap is { } gap ? $" {gap.Sentence}" : "")}"),
    };

    private static TimeSpan KeepTime(CheckpointTable? table) => table switch
    {
        { State: CheckpointTableState.Active, Owner: null } => KeepUnclaimed,
        { State: CheckpointTableState.Active } => KeepActive,
        null => KeepUnclaimed,
        _ => KeepUnsettled,
    };
}

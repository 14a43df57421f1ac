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

    public async Task RunAsync(ReconcileContext run, CancellationToken cancellationToken)
    {
        if (run.Addresses is not { Checkpoint: var address } || !run.Holds(ConditionTypes.SpecValid))
        {
            return;
        }

        try
        {
            run.Set(await LookAsync(run, address, cancellationToken));
        }
        catch (AwsCallException problem)
        {
            run.Set(AwsConditions.Of(Type, problem));
        }

        run.RequeueAfter(run.State.Table.RetryIn);
    }

    private async Task<ConditionResult> LookAsync(ReconcileContext run, CheckpointAddress address, CancellationToken cancellationToken)
    {
        run.Table = await AskAsync(run, address, cancellationToken);
        if (run.Table is null && MayCreate(run))
        {
            // The answer is from before: another stream waited for the table then.
            run.State.Table.Invalidate();
            run.Table = await AskAsync(run, address, cancellationToken);
        }

        RecoveryInspection.Tell(run, address, run.Table?.RecoveryGap);
        return run.Table is { } table ? JudgementOf(run, address, table)
            : TableLoss.Of(run.Stream) ? TableLoss.JudgementOf(run, address)
            : run.Stream.Spec.Checkpoint.Create ? new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"DynamoDB table {address} does not exist, and is created for another stream that names it too.")
            : new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"There is no DynamoDB table {address}, and spec.checkpoint.create is false. Create it (hash key leaseKey of type S, on-demand), or write create: true.");
    }

    /// <summary>Creating is part of the question: a refusal of it is not repeated at once either.</summary>
    private Task<CheckpointTable?> AskAsync(ReconcileContext run, CheckpointAddress address, CancellationToken cancellationToken) => run.State.Table.GetAsync(
        address,
        token => FindOrCreateAsync(run, address, token),
        KeepTime,
        problem => observer.AwsFailed(run.Key, Type, problem),
        cancellationToken);

    /// <summary>A table that does not exist is made for the oldest of the streams that name it; one that was lost, for nobody unasked.</summary>
    private bool MayCreate(ReconcileContext run) => run.Stream.Spec.Checkpoint.Create && !TableLoss.Of(run.Stream) && _duplicates.FirstInLine(run.Stream, world.Streams) is null;

    private async Task<CheckpointTable?> FindOrCreateAsync(ReconcileContext run, CheckpointAddress address, CancellationToken cancellationToken)
    {
        if (await tables.DescribeAsync(address, cancellationToken) is { } found)
        {
            return await _recovery.OfAsync(run, address, found, cancellationToken);
        }

        if (!MayCreate(run))
        {
            return null;
        }

        var isKept = run.Stream.Spec.Checkpoint.DeletionPolicy != nameof(CheckpointDeletionPolicy.Delete);
        await tables.CreateAsync(address, run.Key.ToString(), defaults.Installation, isKept, cancellationToken);
        run.RecordEvent(isWarning: false, "CheckpointTableCreated", "CreateCheckpointTable", $"DynamoDB table {address} is created.");
        return new CheckpointTable { State = CheckpointTableState.Creating, CreatedFor = run.Key.ToString(), CreatedIn = defaults.Installation };
    }

    private ConditionResult JudgementOf(ReconcileContext run, CheckpointAddress address, CheckpointTable table) => table switch
    {
        { State: CheckpointTableState.Creating } => new ConditionResult(Type, false, ConditionReasons.TableCreating, $"DynamoDB table {address} is being created."),
        { State: CheckpointTableState.Deleting } => new ConditionResult(Type, false, ConditionReasons.TableDeleting, $"DynamoDB table {address} is being deleted{(TableLoss.WasInUse(run.Stream.Status) ? ", and with it the places of all shards." : "; when it is gone, it is created again if spec.checkpoint.create is true.")}"),
        { State: CheckpointTableState.Unusable } => new ConditionResult(Type, false, ConditionReasons.TableUnusable, $"DynamoDB table {address} cannot be used: it is archived, or its encryption key is out of reach. Restore it."),
        { Unfit: { } why } => new ConditionResult(Type, false, ConditionReasons.WrongKeySchema, $"DynamoDB table {address} cannot hold leases: {why}."),
        { Owner: { } owner } when owner.DifferenceFrom(TableClaims.OwnerOf(run, defaults)) is { } difference => new ConditionResult(
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

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>CheckpointTableReady: finds or creates the checkpoint table, and refuses one that is somebody else's.</summary>
internal sealed class CheckpointTableInspection(StreamWorld world, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.CheckpointTableReady;
    private static readonly TimeSpan KeepActive = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepUnclaimed = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan KeepUnsettled = TimeSpan.FromSeconds(2);

    private readonly AwsInspector _inspector = new(observer);
    private readonly StreamConflicts _duplicates = new(defaults.Region);
    private readonly RecoveryInspection _recovery = new(tables, defaults, observer);

    public async Task<Inspection<CheckpointTable>> RunAsync(ReconcileContext context, CheckpointAddress address, CancellationToken cancellationToken)
    {
        var events = new List<StreamEvent>();
        var look = await LookAsync(context, address, events, cancellationToken);
        if (look is { IsAnswered: true, Found: null } && MayCreate(context))
        {
            // The answer is from before: another stream waited for the table then.
            context.State.Table.Invalidate();
            look = await LookAsync(context, address, events, cancellationToken);
        }

        if (look.IsAnswered && RecoveryInspection.EventOf(context, address, look.Found?.RecoveryGap) is { } refusal)
        {
            events.Add(refusal);
        }

        return look with { Events = events };
    }

    /// <summary>Creating is part of the question: a refusal of it is not repeated at once either.</summary>
    private Task<Inspection<CheckpointTable>> LookAsync(ReconcileContext context, CheckpointAddress address, List<StreamEvent> events, CancellationToken cancellationToken)
    {
        var question = new AwsQuestion<CheckpointAddress, CheckpointTable?>
        {
            Type = Type,
            Answers = context.State.Table,
            Key = address,
            Ask = token => FindOrCreateAsync(context, address, events, token),
            KeepFor = KeepTime,
        };
        return _inspector.InspectAsync(
            context, question, table => new Inspection<CheckpointTable> { Found = table, Condition = ResultOf(context, address, table) }, judgeFailure: null, cancellationToken);
    }

    /// <summary>A table that does not exist is made for the oldest of the streams that name it; one that was lost, for nobody unasked.</summary>
    private bool MayCreate(ReconcileContext context) => context.Stream.Spec.Checkpoint.Create && !TableLoss.Of(context.Stream) && _duplicates.FirstInLine(context.Stream, world.Streams) is null;

    private async Task<CheckpointTable?> FindOrCreateAsync(ReconcileContext context, CheckpointAddress address, List<StreamEvent> events, CancellationToken cancellationToken)
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
        events.Add(context.EventOf(isWarning: false, "CheckpointTableCreated", "CreateCheckpointTable", $"DynamoDB table {address} is created."));
        return new CheckpointTable { State = CheckpointTableState.Creating, CreatedFor = context.Key.ToString(), CreatedIn = defaults.Installation };
    }

    private ConditionResult ResultOf(ReconcileContext context, CheckpointAddress address, CheckpointTable? found) =>
        found is { } table ? OfTable(context, address, table)
        : TableLoss.Of(context.Stream) ? TableLoss.ResultOf(context, address)
        : context.Stream.Spec.Checkpoint.Create ? new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"DynamoDB table {address} does not exist, and is created for another stream that names it too.")
        : new ConditionResult(Type, false, ConditionReasons.TableNotFound, $"There is no DynamoDB table {address}, and spec.checkpoint.create is false. Create it (hash key leaseKey of type S, on-demand), or write create: true.");

    private ConditionResult OfTable(ReconcileContext context, CheckpointAddress address, CheckpointTable table) => table switch
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

using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>
/// Decides which stream is read now. When the spec's stream is another one than the checkpoint table's (CDC was turned off and on again), the
/// old one is read to its end; then the pods stop, the table passes to the new stream, and the pods begin there. Nothing of the old
/// stream is passed over, and no pod ever reads two.
/// </summary>
internal sealed class CutoverStep(IStreamCatalog catalog, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer) : IReconcileStep
{
    private const string Type = ConditionTypes.StreamResolved;
    private static readonly TimeSpan KeepShards = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WhileSwitching = TimeSpan.FromSeconds(2);

    public async Task RunAsync(ReconcileContext context, CancellationToken cancellationToken)
    {
        var owner = TableClaims.OwnOf(context.Table, context, defaults);
        // Whose a table is that cannot be looked at is not known: the pods stay with the stream that they read.
        var before = context.Stream.Status?.StreamArn;
        context.StreamArn = owner?.StreamArn ?? (context.Table is null ? before : null) ?? context.Target?.Arn ?? before;
        if (context.Addresses is not { } addresses || owner is null || context.Target is not { } target || target.Arn == owner.StreamArn || target.State == StreamState.Enabling)
        {
            // A switch that was begun is not given up because nobody can look.
            context.IsSwitching = context.State.IsSwitching = context.State.IsSwitching && (context.Table is null || context.Target is null);
            return;
        }

        try
        {
            context.Set(await MoveOnAsync(context, addresses, owner, target, cancellationToken));
        }
        catch (AwsCallException problem)
        {
            // Pods that were stopped for the switch are not started in between.
            context.IsSwitching |= context.State.IsSwitching;
            context.Set(AwsConditions.Of(Type, problem));
            context.RequeueAfter(context.State.Switch.RetryIn is var left && left > KeepShards ? left : KeepShards);
        }

        context.State.IsSwitching = context.IsSwitching;
    }

    private async Task<ConditionResult> MoveOnAsync(ReconcileContext context, StreamAddresses addresses, TableOwner owner, FoundStream target, CancellationToken cancellationToken)
    {
        var old = new PinnedStream(addresses.Source, owner.StreamArn);
        var left = await UnreadShardsAsync(context, addresses, old, isFresh: false, cancellationToken);
        if (left > 0)
        {
            context.RequeueAfter(KeepShards);
            return new ConditionResult(Type, true, ConditionReasons.StreamChanged, $"The stream to be read is {target.Arn}, and {MessageText.Counted(left, "shard")} of {owner.StreamArn} are not read to their end: they come first, and until then the new stream waits.");
        }

        context.IsSwitching = true;
        if (!IsStopped(context))
        {
            context.RequeueAfter(WhileSwitching);
            return Switching(owner, target);
        }

        var isSwitched = await context.State.Switch.GetAsync(
            new PinnedStream(addresses.Source, target.Arn),
            token => TrySwitchAsync(context, addresses, owner, target, token),
            _ => TimeSpan.Zero,
            problem => observer.AwsFailed(context.Key, Type, problem),
            cancellationToken);
        // An answer is about this moment alone and must never stand in for a later one.
        context.State.Switch.Invalidate();
        context.RequeueAfter(WhileSwitching);
        if (isSwitched)
        {
            (context.IsSwitching, context.StreamArn) = (false, target.Arn);
            context.RecordEvent(isWarning: false, ConditionReasons.StreamChanged, "SwitchStream", $"{owner.StreamArn} is read to its end; from now on {target.Arn} is read, from its beginning.");
        }

        context.State.Leases.Invalidate();
        return Switching(owner, target);
    }

    /// <summary>Nobody writes to the table now: what is decided here is checked again.</summary>
    private async Task<bool> TrySwitchAsync(ReconcileContext context, StreamAddresses addresses, TableOwner owner, FoundStream target, CancellationToken cancellationToken)
    {
        var left = await UnreadShardsAsync(context, addresses, new PinnedStream(addresses.Source, owner.StreamArn), isFresh: true, cancellationToken);
        // The switch may have happened though its answer was lost.
        context.State.Table.Invalidate();
        return left == 0 && await tables.TrySwitchStreamAsync(addresses.Checkpoint, owner, target.Arn, cancellationToken);
    }

    /// <summary>Shards of the old stream that are not finished; none when the service has forgotten the stream: the pods then say what of it is lost.</summary>
    private async Task<int> UnreadShardsAsync(ReconcileContext context, StreamAddresses addresses, PinnedStream old, bool isFresh, CancellationToken cancellationToken)
    {
        if (isFresh)
        {
            context.State.Shards.Invalidate();
            context.State.Leases.Invalidate();
        }

        var listed = await context.State.Shards.GetAsync(
            old, token => catalog.ListShardsAsync(old.Address, old.Arn, token), _ => KeepShards, problem => observer.AwsFailed(context.Key, Type, problem), cancellationToken);
        if (listed is null)
        {
            return 0;
        }

        var report = await context.State.Leases.GetAsync(
            addresses.Checkpoint, token => tables.ReadAsync(addresses.Checkpoint, token), _ => KeepShards, problem => observer.AwsFailed(context.Key, Type, problem), cancellationToken);
        var leases = report?.Leases ?? [];
        var finished = leases.Where(lease => lease.IsFinished).Select(lease => lease.ShardId).ToHashSet(StringComparer.Ordinal);
        var open = leases.Where(lease => !lease.IsFinished).Select(lease => lease.ShardId);
        return listed.Except(finished).Union(open).Count();
    }

    /// <summary>Scaled to zero, seen by its controller, and every pod gone.</summary>
    private static bool IsStopped(ReconcileContext context) =>
        context.Pods.Count == 0
        && context.Deployment is null or { Spec.Replicas: 0, Status: { Replicas: null or 0 } }
        && context.Deployment?.Status?.ObservedGeneration == context.Deployment?.Metadata.Generation;

    private static ConditionResult Switching(TableOwner owner, FoundStream target) =>
        new(Type, false, ConditionReasons.StreamSwitching, $"{owner.StreamArn} is read to its end; restarting the pods to read {target.Arn}.");
}

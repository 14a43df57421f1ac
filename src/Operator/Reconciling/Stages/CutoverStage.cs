using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>
/// StreamResolved: decides which stream is read now. When the spec's stream is another one than the checkpoint table's (CDC was turned off and on again), the
/// old one is read to its end; then the pods stop, the table passes to the new stream, and the pods begin there. Nothing of the old
/// stream is passed over, and no pod ever reads two.
/// </summary>
internal sealed class CutoverStage(IStreamCatalog catalog, ICheckpointTables tables, ReconcileDefaults defaults, IReconcileObserver observer)
{
    private const string Type = ConditionTypes.StreamResolved;
    private static readonly TimeSpan KeepShards = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WhileSwitching = TimeSpan.FromSeconds(2);

    public async Task<CutoverResult> DecideAsync(ReconcileContext context, SpecResult spec, AwsResult aws, CancellationToken cancellationToken)
    {
        var result = await JudgeAsync(context, spec, aws, cancellationToken);
        context.State.IsSwitching = result.IsSwitching;
        // Of a table that is there, its columns may be out of reach all the same.
        return result.StreamResolved is null or { Holds: true } && aws.Schema.Condition is { } unread ? result with { StreamResolved = unread } : result;
    }

    private async Task<CutoverResult> JudgeAsync(ReconcileContext context, SpecResult spec, AwsResult aws, CancellationToken cancellationToken)
    {
        var (table, wanted, before) = (aws.Table.Found, aws.Stream.Found, context.Stream.Status?.StreamArn);
        var owner = TableClaims.OwnOf(table, context, defaults);
        // Whose a table is that cannot be looked at is not known: the pods stay with the stream that they read.
        var present = new CutoverResult { StreamArn = owner?.StreamArn ?? (table is null ? before : null) ?? wanted?.Arn ?? before, StreamResolved = aws.Stream.Condition };
        if (spec.Addresses is not { } addresses || owner is null || wanted is not { } target || target.Arn == owner.StreamArn || target.State == StreamState.Enabling)
        {
            // A switch that was begun is not given up because nobody can look.
            return present with { IsSwitching = context.State.IsSwitching && (table is null || wanted is null) };
        }

        var isReadToItsEnd = false;
        try
        {
            var left = await UnreadShardsAsync(context, addresses, new PinnedStream(addresses.Source, owner.StreamArn), isFresh: false, cancellationToken);
            isReadToItsEnd = left == 0;
            return isReadToItsEnd
                ? await SwitchAsync(context, present, addresses, owner, target, cancellationToken)
                : present with { StreamResolved = OldFirst(owner, target, left), RequeueAfter = KeepShards };
        }
        catch (AwsCallException problem)
        {
            return present with
            {
                // Pods that were stopped for the switch are not started in between.
                IsSwitching = isReadToItsEnd || context.State.IsSwitching,
                StreamResolved = AwsConditions.Of(Type, problem),
                RequeueAfter = context.State.Switch.RetryIn is var left && left > KeepShards ? left : KeepShards,
            };
        }
    }

    private async Task<CutoverResult> SwitchAsync(
        ReconcileContext context, CutoverResult present, StreamAddresses addresses, TableOwner owner, FoundStream target, CancellationToken cancellationToken)
    {
        var switching = present with { IsSwitching = true, StreamResolved = Switching(owner, target), RequeueAfter = WhileSwitching };
        if (!IsStopped(context))
        {
            return switching;
        }

        var isSwitched = await context.State.Switch.GetAsync(
            new PinnedStream(addresses.Source, target.Arn),
            token => TrySwitchAsync(context, addresses, owner, target, token),
            _ => TimeSpan.Zero,
            problem => observer.AwsFailed(context.Key, Type, problem),
            cancellationToken);
        // An answer is about this moment alone and must never stand in for a later one.
        context.State.Switch.Invalidate();
        context.State.Leases.Invalidate();
        if (!isSwitched)
        {
            return switching;
        }

        var switched = context.EventOf(
            isWarning: false, ConditionReasons.StreamChanged, "SwitchStream", $"{owner.StreamArn} is read to its end; from now on {target.Arn} is read, from its beginning.");
        return switching with { IsSwitching = false, StreamArn = target.Arn, Events = [switched] };
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

    private static ConditionResult OldFirst(TableOwner owner, FoundStream target, int left) => new(
        Type, true, ConditionReasons.StreamChanged,
        $"The stream to be read is {target.Arn}, and {MessageText.Counted(left, "shard")} of {owner.StreamArn} are not read to their end: they come first, and until then the new stream waits.");

    private static ConditionResult Switching(TableOwner owner, FoundStream target) =>
        new(Type, false, ConditionReasons.StreamSwitching, $"{owner.StreamArn} is read to its end; restarting the pods to read {target.Arn}.");
}

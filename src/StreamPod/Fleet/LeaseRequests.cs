using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Shards;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>What a pod does in the lease table without starting or stopping a worker: ask for leases, withdraw, nudge, bury, release.</summary>
internal sealed class LeaseRequests(PodContext pod, LeasePlanner planner, FleetEvents events)
{
    private const int TableRequests = 16;

    private readonly Gate _gate = new(TableRequests);

    /// <summary>Does one thing for each item, a few at once.</summary>
    public async Task EachAsync<T>(IReadOnlyList<T> items, Func<T, CancellationToken, Task<bool>> action, CancellationToken cancellationToken)
    {
        if (items.Count > 0)
        {
            await Task.WhenAll(items.Select(item => _gate.RunAsync(token => action(item, token), cancellationToken)));
        }
    }

    public Task<Lease?> FindAsync(Records.ShardId shardId, CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(PodOperation.FindLease, shardId.Value, token => pod.Table.FindAsync(shardId, token), cancellationToken);

    public Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(PodOperation.ScanLeases, pod.Settings.Checkpoint.Table, token => pod.Table.ScanAsync(consistent, token), cancellationToken);

    /// <summary>Asks the owner of a lease for it, and wakes the owner.</summary>
    public async Task<bool> AskForAsync(Lease lease, CancellationToken cancellationToken)
    {
        var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter, HandoffTo = Expected<string>.Is(null) };
        var isAsked = await UpdateAsync(PodOperation.RequestHandoff, lease, guard, HandoffTo(pod.Worker.ToString()), cancellationToken);
        if (isAsked)
        {
            planner.RecordRequest(lease.ShardId, pod.Clock.GetTimestamp());
            events.HandoffAsked(lease.ShardId, lease.Owner!); // the plan asks for leases that somebody owns
            await NudgeAsync([lease.Owner], cancellationToken);
        }

        return isAsked;
    }

    public Task<bool> WithdrawAsync(Lease lease, CancellationToken cancellationToken)
    {
        events.HandoffWithdrawn(lease.ShardId, lease.HandoffTo!); // the plan withdraws requests that stand
        return UpdateAsync(PodOperation.WithdrawHandoff, lease, new LeaseGuard { HandoffTo = Expected<string>.Is(lease.HandoffTo) }, HandoffTo(null), cancellationToken);
    }

    public Task<bool> RemoveDeadWorkerAsync(WorkerItem worker, CancellationToken cancellationToken) => pod.Retrier.RunAsync(
        PodOperation.DeleteWorker, worker.Name.ToString(), token => pod.Table.TryDeleteWorkerAsync(worker.Name, worker.Heartbeat, token), cancellationToken);

    /// <summary>Makes the pods of these owners look at the table at once.</summary>
    public async Task NudgeAsync(IEnumerable<string?> owners, CancellationToken cancellationToken)
    {
        foreach (var owner in owners.OfType<string>().Select(owner => WorkerName.Parse(owner).Pod).Distinct())
        {
            await pod.Retrier.RunAsync(PodOperation.Nudge, owner, token => pod.Table.TryNudgeAsync(owner, token), cancellationToken);
        }
    }

    /// <summary>Frees every lease the table still has under this worker's name: those abandoned, and those handed over too late.</summary>
    public async Task ReleaseLeftoversAsync(CancellationToken cancellationToken)
    {
        var table = await ScanAsync(consistent: true, cancellationToken);
        await EachAsync([.. table.Leases.Where(lease => lease.Owner == pod.Worker.ToString())], FreeAsync, cancellationToken);
    }

    /// <summary>Pods that stop together may give leases to one that has just deregistered; those would sit idle until the worker time-out.</summary>
    public async Task FreeWhatTheGoneWereGivenAsync(IReadOnlySet<string> successors, CancellationToken cancellationToken)
    {
        if (successors.Count > 0)
        {
            var table = await ScanAsync(consistent: true, cancellationToken);
            var gone = successors.Except(table.Workers.Select(worker => worker.Name.ToString())).ToHashSet();
            await EachAsync([.. table.Leases.Where(lease => lease.Owner is { } owner && gone.Contains(owner))], FreeAsync, cancellationToken);
        }
    }

    private Task<bool> FreeAsync(Lease lease, CancellationToken cancellationToken)
    {
        var guard = new LeaseGuard { Owner = Expected<string>.Is(lease.Owner), Counter = lease.Counter };
        return UpdateAsync(PodOperation.ReleaseLease, lease, guard, HandoffTo(null) with { Owner = Change<string>.To(null) }, cancellationToken);
    }

    private Task<bool> UpdateAsync(PodOperation operation, Lease lease, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(operation, lease.ShardId.Value, token => pod.Table.TryUpdateAsync(lease.ShardId, guard, change, token), cancellationToken);

    private static LeaseChange HandoffTo(string? asker) => new() { HandoffTo = Change<string>.To(asker) };
}

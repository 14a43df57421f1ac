using System.Collections.Concurrent;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Leases;

/// <summary>
/// A lease table in memory: linearizable, safe for many threads, with planned faults, stale reads, gates and counts.
/// <see cref="OpenAnother"/> gives another pod's handle on the same items with faults and counts of its own.
/// </summary>
internal sealed class InMemoryLeaseTable : ILeaseTable
{
    private readonly LeaseItemStore _store;
    private readonly LeaseFaultPlan _faults = new();
    private readonly ConcurrentDictionary<LeaseOperation, int> _counts = new();
    private volatile bool _isDisposed;

    public InMemoryLeaseTable() : this(new LeaseItemStore())
    {
    }

    private InMemoryLeaseTable(LeaseItemStore store) => _store = store;

    /// <summary>How many writes eventually consistent reads lag behind; 0 (the default) reads the present.</summary>
    public int StaleBy { get; set; }

    /// <summary>Awaited before each call does its work: a test holds or reorders calls here.</summary>
    public Func<LeaseCall, CancellationToken, Task>? Before { get; set; }

    /// <summary>Awaited after each call did its work and before it answers.</summary>
    public Func<LeaseCall, CancellationToken, Task>? After { get; set; }

    /// <summary>Asked for each call that has no planned fault: the seeded chance of a simulation. Where nothing can be refused, a refusal becomes an exception.</summary>
    public Func<LeaseCall, LeaseFault?>? Chance { get; set; }

    public int Reads => CountOf(LeaseOperation.Scan) + CountOf(LeaseOperation.Find) + CountOf(LeaseOperation.FindOwner) + CountOf(LeaseOperation.FindWorker);

    public int Writes => _counts.Values.Sum() - Reads - CountOf(LeaseOperation.Ensure);

    public int PlannedFaults => _faults.Count;

    public IReadOnlyList<Lease> Leases => [.. _store.Now.Leases.Values];

    public IReadOnlyList<WorkerItem> Workers => [.. _store.Now.Workers.Values];

    public TableOwner? Owner => _store.Now.Owner;

    /// <summary>The lease as it stands, not counted as a read.</summary>
    public Lease this[ShardId shardId] => _store.Now.Leases[shardId];

    /// <summary>All items as they are, for <see cref="SetBackTo"/>.</summary>
    public LeaseItems Snapshot() => _store.Now;

    /// <summary>Lets the table hold what it held then, as a restore does.</summary>
    public void SetBackTo(LeaseItems then) => _store.Change(_ => then);

    /// <summary>Another handle on the same items.</summary>
    public InMemoryLeaseTable OpenAnother() => new(_store);

    public int CountOf(LeaseOperation operation) => _counts.GetValueOrDefault(operation);

    public void ResetCounts() => _counts.Clear();

    /// <summary>Lets the next call of this kind (of this item, when a key is given) go wrong; without an exception it is an <see cref="IOException"/>.</summary>
    public void FailNext(LeaseOperation operation, LeaseFault fault, string? key = null, Exception? exception = null) =>
        _faults.Add(operation, fault, key, exception);

    public void ForgetFaults() => _faults.Clear();

    /// <summary>Writes a lease past every guard, as somebody else would.</summary>
    public void Put(Lease lease) => _store.Change(items => items.With(lease));

    /// <summary>Writes a worker's item past every guard.</summary>
    public void Put(WorkerItem worker) => _store.Change(items => items.With(worker));

    /// <summary>Writes the item of the stream past every guard.</summary>
    public void Put(TableOwner owner) => _store.Change(items => items with { Owner = owner });

    /// <summary>Everything in the table is gone, as if it had been deleted and made again.</summary>
    public void Lose() => _store.Change(_ => new LeaseItems());

    /// <summary>The table stands as it stood a number of writes ago, as if it had been restored.</summary>
    public void SetBack(int writes) => _store.Change(_ => _store.At(writes));

    /// <summary>Removes a lease past every guard.</summary>
    public void Remove(ShardId shardId) => _store.Change(items => items with { Leases = items.Leases.Remove(shardId) });

    public Task EnsureAsync(bool create, CancellationToken cancellationToken) =>
        RunAsync(LeaseOperation.Ensure, "", () => true, false, cancellationToken);

    public Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken) =>
        RunAsync(LeaseOperation.Scan, "", () => _store.At(consistent ? 0 : StaleBy).ToSnapshot(), new LeaseTableSnapshot([], [], null), cancellationToken);

    public Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) =>
        RunAsync(LeaseOperation.Find, shardId.Value, () => _store.Now.Leases.GetValueOrDefault(shardId), null, cancellationToken);

    public Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken) =>
        TryAsync(LeaseOperation.Create, lease.ShardId.Value, items => items.Leases.ContainsKey(lease.ShardId) ? null : items.With(lease), cancellationToken);

    public Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken) =>
        TryAsync(
            LeaseOperation.Update,
            shardId.Value,
            items => items.Leases.TryGetValue(shardId, out var lease) && guard.Accepts(lease) ? items.With(change.ApplyTo(lease)) : null,
            cancellationToken);

    public Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken) =>
        TryAsync(
            LeaseOperation.Delete,
            seen.ShardId.Value,
            items => items.Leases.TryGetValue(seen.ShardId, out var lease) && lease.Owner is null && lease.Counter == seen.Counter
                ? items with { Leases = items.Leases.Remove(seen.ShardId) }
                : null,
            cancellationToken);

    public Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken) =>
        RunAsync(LeaseOperation.FindOwner, "", () => _store.Now.Owner, null, cancellationToken);

    public Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken) =>
        TryAsync(LeaseOperation.WriteOwner, "", items => items.Owner == seen ? items with { Owner = owner } : null, cancellationToken);

    public async Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken)
    {
        var beaten = await RunAsync(LeaseOperation.Beat, worker.Pod, Beat, null, cancellationToken);
        return beaten ?? throw new InvalidOperationException("A heartbeat cannot be refused.");

        WorkerItem? Beat() => _store.Change(items =>
        {
            var before = items.Workers.GetValueOrDefault(worker.Pod);
            return items.With(new WorkerItem { Name = worker, Heartbeat = (before?.Heartbeat ?? 0) + 1, Nudge = before?.Nudge ?? 0, Progress = progress });
        })?.Workers[worker.Pod];
    }

    public Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken) =>
        RunAsync(LeaseOperation.FindWorker, pod, () => _store.At(StaleBy).Workers.GetValueOrDefault(pod), null, cancellationToken);

    public Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken) =>
        TryAsync(
            LeaseOperation.Nudge,
            pod,
            items => items.Workers.TryGetValue(pod, out var worker) ? items.With(worker with { Nudge = worker.Nudge + 1 }) : null,
            cancellationToken);

    public Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken) =>
        TryAsync(
            LeaseOperation.DeleteWorker,
            worker.Pod,
            items => items.Workers.TryGetValue(worker.Pod, out var found) && found.Name == worker && (heartbeat ?? found.Heartbeat) == found.Heartbeat
                ? items with { Workers = items.Workers.Remove(worker.Pod) }
                : null,
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private Task<bool> TryAsync(LeaseOperation operation, string key, Func<LeaseItems, LeaseItems?> step, CancellationToken cancellationToken) =>
        RunAsync(operation, key, () => _store.Change(step) is not null, false, cancellationToken);

    private async Task<T> RunAsync<T>(LeaseOperation operation, string key, Func<T> work, T refusal, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var call = new LeaseCall(operation, key);
        if (Before is { } before)
        {
            await before(call, cancellationToken);
        }

        _counts.AddOrUpdate(operation, 1, static (_, count) => count + 1);
        var planned = PlannedFor(call);
        var answer = planned?.Fault switch
        {
            null or LeaseFault.ThrowAfter => work(),
            LeaseFault.Refuse => refusal,
            _ => throw planned.ToException(),
        };
        if (After is { } after)
        {
            await after(call, cancellationToken);
        }

        return planned?.Fault == LeaseFault.ThrowAfter ? throw planned.ToException() : answer;
    }

    private LeaseFaultPlan.Planned? PlannedFor(LeaseCall call)
    {
        if (_faults.Take(call) is { } planned)
        {
            return planned;
        }

        return Chance?.Invoke(call) switch
        {
            null => null,
            LeaseFault.Refuse when !LeaseFaultPlan.CanBeRefused(call.Operation) => new(call.Operation, LeaseFault.ThrowBefore, call.Key, null),
            { } fault => new(call.Operation, fault, call.Key, null),
        };
    }
}

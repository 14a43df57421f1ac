using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>
/// The lease table of one stream. A false answer means the condition did not hold; an exception may mean that a write
/// has happened or not, and the caller settles that by reading. All reads are strongly consistent unless stated.
/// </summary>
internal interface ILeaseTable : IAsyncDisposable
{
    /// <summary>Finds the table, or creates it when allowed and missing, and waits until it can be used.</summary>
    /// <exception cref="LeaseTableException">The table is missing and may not be created, or has another key schema.</exception>
    Task EnsureAsync(bool create, CancellationToken cancellationToken);

    /// <summary>One pass over the whole table, eventually consistent unless asked otherwise; never a picture of one moment.</summary>
    Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken);

    Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken);

    /// <summary>Writes a lease that does not exist yet.</summary>
    Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Changes an existing lease if the guard holds.</summary>
    Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken);

    /// <summary>Deletes a lease if its counter is still the one seen and it has no owner.</summary>
    Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken);

    Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken);

    /// <summary>Writes the <c>stream#</c> item: only if absent when <paramref name="seen"/> is null, else only if it still equals it.</summary>
    Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken);

    /// <summary>Adds one to the worker's heartbeat (creating the item, or replacing that of an earlier incarnation of the same pod) and returns the item after it, nudges included. The progress replaces what was there; null removes it.</summary>
    Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken);

    /// <summary>Eventually consistent look at one worker's item.</summary>
    Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken);

    /// <summary>Adds one to a worker's nudge if the item exists.</summary>
    Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken);

    /// <summary>Deletes a worker's item if it is still of that incarnation and, when given, its heartbeat is still the one seen.</summary>
    Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken);
}

using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>Counts the writes to a lease table by their purpose.</summary>
internal sealed class CountedLeaseTable(ILeaseTable table, Action<string> count) : ILeaseTable
{
    public Task EnsureAsync(bool create, CancellationToken cancellationToken) => table.EnsureAsync(create, cancellationToken);

    public Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken) => table.ScanAsync(consistent, cancellationToken);

    public Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) => table.FindAsync(shardId, cancellationToken);

    public Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken)
    {
        count("create");
        return table.TryCreateAsync(lease, cancellationToken);
    }

    public Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken)
    {
        count(PurposeOf(change));
        return table.TryUpdateAsync(shardId, guard, change, cancellationToken);
    }

    public Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken)
    {
        count("delete");
        return table.TryDeleteAsync(seen, cancellationToken);
    }

    public Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken) => table.FindOwnerAsync(cancellationToken);

    public Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken)
    {
        count("create");
        return table.TryWriteOwnerAsync(seen, owner, cancellationToken);
    }

    public Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken)
    {
        count("heartbeat");
        return table.BeatAsync(worker, progress, cancellationToken);
    }

    public Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken) => table.FindWorkerAsync(pod, cancellationToken);

    public Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken)
    {
        count("nudge");
        return table.TryNudgeAsync(pod, cancellationToken);
    }

    public Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken)
    {
        count("delete");
        return table.TryDeleteWorkerAsync(worker, heartbeat, cancellationToken);
    }

    public ValueTask DisposeAsync() => table.DisposeAsync();

    /// <summary>The purpose of a change, read off what it touches.</summary>
    internal static string PurposeOf(in LeaseChange change) => change switch
    {
        { PendingCheckpoint: { IsMade: true, Value: not null } } or { PendingState: { IsMade: true, Value: not null } } => "prepare",
        { Checkpoint: not null } => "commit",
        { Owner: { IsMade: true, Value: not null }, ResetsOwnerSwitches: false } => "take",
        { Owner.IsMade: true } => "release",
        { HaltReason.IsMade: true } => "halt",
        { CaughtUpAt: not null } => "caught_up",
        _ => "handoff",
    };
}

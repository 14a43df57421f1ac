using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;

namespace KeyspacesStreamer.Simulation.Services;

/// <summary>One process's way to the shared lease table: over the wire, with late looks where the table may answer late.</summary>
internal sealed class SimulatedLeaseTable(Wire wire, SimulatedProcess process, InMemoryLeaseTable table, IWitness witness) : ILeaseTable
{
    private const int MostStale = 4;

    public Task EnsureAsync(bool create, CancellationToken cancellationToken) => SendAsync("DescribeTable", "", async token =>
    {
        await table.EnsureAsync(create, token);
        return true;
    }, cancellationToken);

    public Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken)
    {
        var stale = consistent ? 0 : new Chance(0, process.Number, process.Requests).Next(MostStale);
        return SendAsync(consistent ? "Scan!" : "Scan", "", async token =>
        {
            table.StaleBy = stale;
            return await table.ScanAsync(consistent, token);
        }, cancellationToken);
    }

    public Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) =>
        SendAsync("GetItem", ShardText.Of(shardId), token => table.FindAsync(shardId, token), cancellationToken);

    public Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken) => SendAsync(
        "PutItem",
        ShardText.Of(lease.ShardId),
        async token =>
        {
            var isCreated = await table.TryCreateAsync(lease, token);
            if (isCreated)
            {
                witness.Created(process.Name, lease);
            }

            return isCreated;
        },
        cancellationToken);

    public Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken) => SendAsync(
        "UpdateItem",
        wire.Trace.IsOn ? $"{ShardText.Of(shardId)} {CallText.Of(change)}" : "",
        async token =>
        {
            var before = table.Leases.FirstOrDefault(lease => lease.ShardId == shardId);
            var holds = await table.TryUpdateAsync(shardId, guard, change, token);
            if (holds && before is not null)
            {
                witness.Changed(process.Name, before, table[shardId]);
            }

            return holds;
        },
        cancellationToken);

    public Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken) => SendAsync(
        "DeleteItem",
        ShardText.Of(seen.ShardId),
        async token =>
        {
            var isDeleted = await table.TryDeleteAsync(seen, token);
            if (isDeleted)
            {
                witness.Deleted(process.Name, seen);
            }

            return isDeleted;
        },
        cancellationToken);

    public Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken) =>
        SendAsync("GetItem", "stream#", table.FindOwnerAsync, cancellationToken);

    public Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken) => SendAsync(
        "UpdateItem",
        "stream#",
        async token =>
        {
            var holds = await table.TryWriteOwnerAsync(seen, owner, token);
            if (holds && owner.IsSeeded)
            {
                witness.Seeded();
            }

            return holds;
        },
        cancellationToken);

    public Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken) =>
        SendAsync("UpdateItem", "worker# heartbeat", token => table.BeatAsync(worker, progress, token), cancellationToken);

    public Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken) =>
        SendAsync("GetItem", "worker#", token => table.FindWorkerAsync(pod, token), cancellationToken);

    public Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken) =>
        SendAsync("UpdateItem", $"nudge {pod}", token => table.TryNudgeAsync(pod, token), cancellationToken);

    public Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken) =>
        SendAsync("DeleteItem", $"worker {worker}", token => table.TryDeleteWorkerAsync(worker, heartbeat, token), cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> SendAsync<T>(string operation, string subject, Func<CancellationToken, Task<T>> effect, CancellationToken cancellationToken) =>
        // What is on the wire does not hear of its sender's cancellation.
        wire.SendAsync(process, Service.Table, operation, subject, () => effect(CancellationToken.None), cancellationToken);
}

using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>The tables in memory hold to the contract.</summary>
public sealed class InMemoryCheckpointTablesTests : ProtectedTablesContract
{
    private readonly InMemoryCheckpointTables _tables = new();

    private protected override CheckpointAddress Address { get; } = new() { Region = "us-east-1", Table = "leases" };

    private protected override ValueTask<ICheckpointTables> OpenAsync() => ValueTask.FromResult<ICheckpointTables>(_tables);

    private protected override Task ClaimAsync(TableOwner owner)
    {
        _tables.Claim(Address, owner);
        return Task.CompletedTask;
    }

    private protected override Task<bool> IsRecoverableAsync() => Task.FromResult(_tables.IsRecoverable(Address));

    private protected override Task FillAsync(IReadOnlyList<ShardLease> leases, IReadOnlyList<WorkerHeartbeat> workers)
    {
        _tables.Fill(Address, new LeaseReport { Leases = leases, Workers = workers });
        return Task.CompletedTask;
    }
}

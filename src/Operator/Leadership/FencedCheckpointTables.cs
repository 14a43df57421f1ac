using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>Checkpoint tables that only the leader changes: what a lead that is over would still have created or deleted stays as it is.</summary>
internal sealed class FencedCheckpointTables(ICheckpointTables tables, IWriteFence fence) : ICheckpointTables
{
    public Task<CheckpointTable?> DescribeAsync(CheckpointAddress address, CancellationToken cancellationToken) => tables.DescribeAsync(address, cancellationToken);

    public Task<LeaseReport?> ReadAsync(CheckpointAddress address, CancellationToken cancellationToken) => tables.ReadAsync(address, cancellationToken);

    public Task CreateAsync(CheckpointAddress address, string resource, string? installation, bool isProtected, CancellationToken cancellationToken)
    {
        fence.Require($"Create table {address}");
        return tables.CreateAsync(address, resource, installation, isProtected, cancellationToken);
    }

    public Task<TableRecovery> RecoverableAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        fence.Require($"Turn on point-in-time recovery of table {address}");
        return tables.RecoverableAsync(address, cancellationToken);
    }

    public Task UnprotectAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        fence.Require($"Unprotect table {address}");
        return tables.UnprotectAsync(address, cancellationToken);
    }

    public Task DeleteAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        fence.Require($"Delete table {address}");
        return tables.DeleteAsync(address, cancellationToken);
    }

    public Task<bool> TrySwitchStreamAsync(CheckpointAddress address, TableOwner from, string toArn, CancellationToken cancellationToken)
    {
        fence.Require($"Switch table {address}");
        return tables.TrySwitchStreamAsync(address, from, toArn, cancellationToken);
    }
}

using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Finds, creates, reads and deletes checkpoint tables.</summary>
internal interface ICheckpointTables
{
    /// <returns>Null when there is no such table.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<CheckpointTable?> DescribeAsync(CheckpointAddress address, CancellationToken cancellationToken);

    /// <summary>Asks for the table, tagged with the resource it is for, and does not wait until it is active. One that exists by now is left as it is.</summary>
    /// <param name="address">The table.</param>
    /// <param name="resource"><c>namespace/name</c> of the resource.</param>
    /// <param name="installation">Installation of the resource; null when it is not known.</param>
    /// <param name="isProtected">Whether nobody may delete it before its deletion protection is turned off.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task CreateAsync(CheckpointAddress address, string resource, string? installation, bool isProtected, CancellationToken cancellationToken);

    /// <summary>Turns point-in-time recovery on where it is off.</summary>
    /// <exception cref="AwsCallException">The service refused or could not be reached; the exception names the call that it was.</exception>
    Task<TableRecovery> RecoverableAsync(CheckpointAddress address, CancellationToken cancellationToken);

    /// <summary>Turns deletion protection off; a table that is gone is as it should be.</summary>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task UnprotectAsync(CheckpointAddress address, CancellationToken cancellationToken);

    /// <summary>Deletes the table; one that is gone, or is being deleted, is as it should be. One that is protected is refused.</summary>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task DeleteAsync(CheckpointAddress address, CancellationToken cancellationToken);

    /// <summary>Gives the table to another stream of the same resource, whose shards are then all read from TRIM_HORIZON.</summary>
    /// <returns>False when the table belongs to somebody else by now.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<bool> TrySwitchStreamAsync(CheckpointAddress address, TableOwner from, string toArn, CancellationToken cancellationToken);

    /// <returns>All leases and workers; null when there is no such table.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<LeaseReport?> ReadAsync(CheckpointAddress address, CancellationToken cancellationToken);
}

using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>Looks change streams up.</summary>
internal interface IStreamCatalog
{
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<TableStreams> FindLatestAsync(StreamAddress address, CancellationToken cancellationToken);

    /// <summary>The columns of a table.</summary>
    /// <returns>Null when they are not known: the table may not be looked at, or does not exist.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<TableColumns?> FindColumnsAsync(StreamAddress address, CancellationToken cancellationToken);

    /// <summary>The columns of a table with their types, and the user-defined types that they use.</summary>
    /// <returns>Null when the table does not exist, or is not active.</returns>
    /// <exception cref="AwsCallException">The service refused, could not be reached, or is not asked because its address is not known.</exception>
    Task<TableSchema?> FindSchemaAsync(StreamAddress address, CancellationToken cancellationToken);

    /// <returns>Null when the stream is gone.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<FoundStream?> DescribeAsync(StreamAddress address, string arn, CancellationToken cancellationToken);

    /// <returns>Ids of all shards that the service lists; null when the stream is gone.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<IReadOnlySet<string>?> ListShardsAsync(StreamAddress address, string arn, CancellationToken cancellationToken);
}

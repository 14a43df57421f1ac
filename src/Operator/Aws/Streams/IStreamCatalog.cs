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

    /// <returns>Null when the stream is gone.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<FoundStream?> DescribeAsync(StreamAddress address, string arn, CancellationToken cancellationToken);

    /// <returns>Ids of all shards that the service lists; null when the stream is gone.</returns>
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<IReadOnlySet<string>?> ListShardsAsync(StreamAddress address, string arn, CancellationToken cancellationToken);
}

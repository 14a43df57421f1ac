using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>The change stream of one table. Service failures other than the named ones pass through for the fault classifier.</summary>
internal interface IStreamSource
{
    TableStream Stream { get; }

    /// <summary>All shards the stream still knows, parents included.</summary>
    Task<IReadOnlyList<ShardListing>> ListShardsAsync(CancellationToken cancellationToken);

    /// <summary>The shards that continue this one.</summary>
    /// <exception cref="ShardGoneException">The shard is not part of the stream any more.</exception>
    Task<IReadOnlyList<ShardListing>> ListChildrenAsync(ShardId parent, CancellationToken cancellationToken);

    /// <exception cref="TrimmedDataException">The position lies before what the service still keeps.</exception>
    /// <exception cref="ShardGoneException">The shard is not part of the stream any more.</exception>
    Task<string> GetIteratorAsync(ShardId shardId, IteratorStart start, CancellationToken cancellationToken);

    /// <exception cref="ExpiredIteratorException">The iterator is too old; open a new one after the last record taken over.</exception>
    /// <exception cref="TrimmedDataException">The iterator's position was trimmed.</exception>
    /// <exception cref="ShardGoneException">The shard is not part of the stream any more.</exception>
    /// <exception cref="PageTooLargeException">The page has more bytes than were asked for.</exception>
    Task<ShardPage> GetRecordsAsync(string iterator, PageRequest ask, CancellationToken cancellationToken);
}

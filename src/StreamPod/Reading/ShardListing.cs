using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>One shard as the stream describes it.</summary>
/// <param name="ShardId">Its name.</param>
/// <param name="Parents">All shards it continues; they may be gone from the stream already.</param>
/// <param name="IsClosed">Whether it has an ending sequence number.</param>
internal sealed record ShardListing(ShardId ShardId, IReadOnlyList<ShardId> Parents, bool IsClosed);

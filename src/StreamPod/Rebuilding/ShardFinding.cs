using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>What stream, table and bucket say of one shard.</summary>
internal sealed record ShardFinding
{
    public required ShardId ShardId { get; init; }

    /// <summary>The shard in the stream's listing; null when the stream does not know it any more.</summary>
    public required ShardListing? Listing { get; init; }

    /// <summary>Its lease; null when the table has none.</summary>
    public required Lease? Lease { get; init; }

    /// <summary>Its chain; null when the bucket holds no object of it.</summary>
    public required ChainEnd? Chain { get; init; }

    /// <summary>A shard that continues this one and was read already, which nobody does before all its parents are finished; null when none is known.</summary>
    public required ShardId? ReadHeir { get; init; }

    public bool IsFinished => ReadHeir is not null || Lease is { Checkpoint.IsShardEnd: true };

    /// <summary>All shards it continues, by listing and lease.</summary>
    public IReadOnlyList<ShardId> Parents => [.. (Listing?.Parents ?? []).Union(Lease?.Parents ?? [])];

    /// <summary>Last number of the last group that is complete.</summary>
    public SequenceNumber? Tail => Chain?.Tail?.Last;

    /// <summary>The group that was begun and must be completed.</summary>
    public ChainGroup? Begun => Chain?.Begun;

    /// <summary>Where reading goes on by what the bucket says; null when there is no object.</summary>
    public IteratorStart? Place => Begun is { } begun ? IteratorStart.At(begun.First) : Tail is { } tail ? IteratorStart.After(tail) : null;
}

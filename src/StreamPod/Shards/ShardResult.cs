using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>How the work on a shard ended.</summary>
/// <param name="Kind">The way it ended.</param>
/// <param name="HandedTo">Pod that was given the lease, if one was.</param>
/// <param name="Started">Children whose leases were taken in the same breath.</param>
internal sealed record ShardResult(ShardResultKind Kind, string? HandedTo = null, IReadOnlyList<ShardId>? Started = null);

using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Whether nothing that a shard still owes can have been removed by the stream. Unknown counts as no.</summary>
internal sealed class ShardSafety(RebuildFindings findings, IReadOnlySet<ShardId> kept, DateTimeOffset? streamCreatedAt, RebuildOptions options, DateTimeOffset now)
{
    private readonly Dictionary<ShardId, bool> _known = [];

    /// <summary>Places that tell, where neither a person nor the table does: of shards that are read on, and of parents of shards that left no trace.</summary>
    public static IReadOnlyList<(ShardId ShardId, IteratorStart Place)> PlacesOf(RebuildFindings findings)
    {
        var asked = findings.Shards.Values.Where(IsTraceless).SelectMany(shard => shard.Parents).ToHashSet();
        return [.. findings.Shards.Values
            .Where(shard => shard is { Listing: not null, Place: not null } && (!shard.IsFinished || asked.Contains(shard.ShardId)))
            .Select(shard => (shard.ShardId, shard.Place!.Value))]; // the filter saw it
    }

    public bool IsSafe(ShardFinding shard)
    {
        if (_known.TryGetValue(shard.ShardId, out var known))
        {
            return known;
        }

        _known[shard.ShardId] = false; // against lineages that go in a circle
        return _known[shard.ShardId] = Judge(shard);
    }

    private bool Judge(ShardFinding shard) =>
        IsRecent(streamCreatedAt)
        || kept.Contains(shard.ShardId)
        // What was begun is lacking whatever was read since.
        || (shard.Begun is null && (IsRecent(options.CaughtUpAt) || IsRecent(shard.Lease?.CaughtUpAt)))
        // Records of a shard are younger than those of each shard that it continues.
        || (IsTraceless(shard) && shard.Parents.Any(parent => findings.Shards.GetValueOrDefault(parent) is { Listing: not null } found && IsSafe(found)));

    private static bool IsTraceless(ShardFinding shard) => shard is { Chain: null, Lease: null };

    private bool IsRecent(DateTimeOffset? moment) => moment is { } known && !StreamRetention.MayBeOver(known, now);
}

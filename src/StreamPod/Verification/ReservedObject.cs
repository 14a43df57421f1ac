using System.Text.RegularExpressions;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Partitioning;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Tells notes of losses, quarantined records and schemas from other objects: by what their metadata says, and by a key that only it can have made.</summary>
internal static partial class ReservedObject
{
    /// <summary>Whether the object is a note of a loss: it names a shard and a place, holds no records, and is where such a note stands.</summary>
    public static bool IsGap(StoredObject stored) =>
        !stored.Metadata.ContainsKey(ObjectMetadata.FirstSequenceNumber)
        && stored.Metadata.TryGetValue(ObjectMetadata.ShardId, out var shard)
        && stored.Metadata.TryGetValue(ObjectMetadata.PreviousSequenceNumber, out var after)
        && ReservedPrefixes.Holds(ReservedPrefixes.Gaps, stored.Key, ObjectNaming.GapKeyOf("", new ShardId(shard), after));

    /// <summary>Whether the object holds records that could not be encoded.</summary>
    public static bool IsQuarantined(ChainObject item) =>
        ReservedPrefixes.Holds(ReservedPrefixes.Quarantine, item.Key, ObjectNaming.QuarantineFileOf(item.ShardId, item.First));

    /// <summary>The fingerprint in the name of a schema's document; null for other keys. What has such a name need not be one: its bytes tell.</summary>
    public static string? SchemaOf(string key) => SchemaName().Match(key) is { Success: true } name ? name.Groups[1].Value : null;

    // As the pods name them; keyspace and table stand between where the key template does not name them.
    [GeneratedRegex(ReservedPrefixes.Schemas + "/(?:[^/]+/[^/]+/)?([0-9a-f]{16})\\.json$")]
    private static partial Regex SchemaName();
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Partitioning;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Where the objects of a stream can be: the head of its keys, and the folders that older versions kept beside it.</summary>
internal static class ListingPrefix
{
    /// <summary>Prefixes that together hold every object of the stream, none below another.</summary>
    public static IReadOnlyList<string> AllOf(StreamSettings settings)
    {
        var (prefix, source) = (settings.Destination.Prefix, settings.Source);
        var head = KeyHead.Of(prefix, settings.Destination.KeyTemplate, source.Keyspace, source.Table);
        string[] earlier =
        [
            ReservedPrefixes.EarlierOf(ReservedPrefixes.Gaps, prefix, source.Keyspace, source.Table),
            ReservedPrefixes.EarlierOf(ReservedPrefixes.Quarantine, prefix, source.Keyspace, source.Table),
        ];
        return [head, .. earlier.Where(folder => !folder.StartsWith(head, StringComparison.Ordinal))];
    }
}

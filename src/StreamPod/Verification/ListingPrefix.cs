using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Where the objects of a stream can stand: the part of the key template that is the same for all of them.</summary>
internal static class ListingPrefix
{
    /// <summary>Prefixes that together hold every object of the stream, none below another.</summary>
    public static IReadOnlyList<string> AllOf(StreamSettings settings)
    {
        var prefix = settings.Destination.Prefix;
        var objects = prefix + FixedPart(settings);
        var table = $"{settings.Source.Keyspace}/{settings.Source.Table}/";
        string[] asides = [$"{prefix}_gaps/{table}", $"{prefix}_quarantine/{table}"];
        return [objects, .. asides.Where(aside => !aside.StartsWith(objects, StringComparison.Ordinal))];
    }

    private static string FixedPart(StreamSettings settings)
    {
        var template = settings.Destination.KeyTemplate
            .Replace("{keyspace}", settings.Source.Keyspace, StringComparison.Ordinal)
            .Replace("{table}", settings.Source.Table, StringComparison.Ordinal);
        var variable = template.IndexOf('{', StringComparison.Ordinal);
        return variable < 0 ? template : template[..variable];
    }
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>Where a stream keeps what is no ordinary object: records that cannot be encoded, notes of losses, and schemas of rows.</summary>
/// <remarks>The folders are below the head of the stream's keys, so that its role needs no other place. Older versions kept them at the prefix, or behind the beginning of a name.</remarks>
internal static class ReservedPrefixes
{
    public const string Gaps = "_gaps";
    public const string Quarantine = "_quarantine";
    public const string Schemas = "_schema";

    /// <summary>For example <c>media/media_content/_gaps/</c>; keyspace and table are repeated where the head does not name them.</summary>
    public static string Of(string folder, string prefix, string keyTemplate, TableStream stream) =>
        $"{KeyHead.Of(prefix, keyTemplate, stream.Keyspace, stream.Table)}{Below(folder, keyTemplate, stream)}";

    /// <summary>Where versions kept them that ended the head at its first variable, for example <c>media/media_content/dt=_gaps/</c>.</summary>
    public static string BehindNameOf(string folder, string prefix, string keyTemplate, TableStream stream) =>
        $"{KeyHead.EarlierOf(prefix, keyTemplate, stream.Keyspace, stream.Table)}{Below(folder, keyTemplate, stream)}";

    /// <summary>Whether a key ends with the name of a file in the folder, here or where older versions kept it.</summary>
    /// <remarks>A column of the key template may have the folder's name for its value, so the name has to be one that only such a file has.</remarks>
    public static bool Holds(string folder, string key, string name) =>
        key.EndsWith("/" + name, StringComparison.Ordinal) && key.AsSpan(0, key.Length - name.Length).Contains($"{folder}/", StringComparison.Ordinal);

    /// <summary>Where older versions kept them.</summary>
    public static string EarlierOf(string folder, string prefix, string keyspace, string table) => $"{prefix}{folder}/{TableOf(keyspace, table)}";

    private static string Below(string folder, string keyTemplate, TableStream stream) =>
        $"{folder}/{(KeyHead.NamesTable(keyTemplate) ? "" : TableOf(stream.Keyspace, stream.Table))}";

    private static string TableOf(string keyspace, string table) => $"{keyspace}/{table}/";
}

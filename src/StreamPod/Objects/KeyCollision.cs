using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>The other name of an object whose first one another shard took: sequence numbers are unique only within a shard.</summary>
internal static class KeyCollision
{
    private const int HashBytes = 4;

    private static readonly string[] CompressionEndings = [".gz", ".zst"];

    /// <summary>Appends the shard's short hash to the name, before its ending: <c>d/123.json.gz</c> becomes <c>d/123-1a2b3c4d.json.gz</c>.</summary>
    public static string KeyOf(string key, ShardId shard, string streamLabel)
    {
        var at = EndingOf(key);
        return $"{key.AsSpan(0, at)}-{ShortHash(shard, streamLabel)}{key.AsSpan(at)}";
    }

    /// <summary>Eight hexadecimal digits; the stream's label goes in because a stream enabled again may use a shard's name again.</summary>
    public static string ShortHash(ShardId shard, string streamLabel) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{streamLabel}\n{shard.Value}")).AsSpan(0, HashBytes));

    private static int EndingOf(string key)
    {
        var name = key.LastIndexOf('/') + 1;
        var last = DotWithin(key, name, key.Length);
        return CompressionEndings.Contains(key[last..]) ? DotWithin(key, name, last) : last;
    }

    /// <summary>Where the name's last ending begins; its end when it has none. A dot that begins the name is no ending.</summary>
    private static int DotWithin(string key, int name, int end)
    {
        var dot = key.AsSpan(name, end - name).LastIndexOf('.');
        return dot > 0 ? name + dot : end;
    }
}

using System.Buffers;
using System.Security.Cryptography;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>Sealed objects for tests of stores.</summary>
internal static class SampleObject
{
    public static SealedObject Of(string key, string text, IReadOnlyDictionary<string, string>? metadata = null) => Of(key, System.Text.Encoding.UTF8.GetBytes(text), metadata);

    public static SealedObject Of(string key, byte[] bytes, IReadOnlyDictionary<string, string>? metadata = null) => new()
    {
        Key = key,
        Content = new ReadOnlySequence<byte>(bytes),
        ContentType = "application/x-ndjson",
        Sha256 = SHA256.HashData(bytes),
        Metadata = metadata ?? new Dictionary<string, string> { [ObjectMetadata.ShardId] = "shard-1", [ObjectMetadata.Part] = "1/1" },
    };
}

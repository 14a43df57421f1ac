using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>The body of an answer, in pieces that are sent one after the other without copying.</summary>
internal sealed class WireReply(IReadOnlyList<ReadOnlyMemory<byte>> parts)
{
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; } = parts;

    public long Length { get; } = parts.Sum(part => (long)part.Length);

    public static WireReply Of(Action<Utf8JsonWriter> write) => new([JsonText.Of(write)]);
}

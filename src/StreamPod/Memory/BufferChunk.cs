using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>One rented array of a <see cref="SegmentedBuffer"/> and how much of it is used.</summary>
internal sealed class BufferChunk(byte[] array, BufferChunk? previous) : ReadOnlySequenceSegment<byte>
{
    public byte[] Array { get; } = array;

    public BufferChunk? Previous { get; } = previous;

    public int Used { get; set; }

    /// <summary>Length of the buffer before this chunk.</summary>
    public long Start => RunningIndex;

    /// <summary>Fixes what readers of the sequence see: the used part, behind what came before.</summary>
    public void Publish() => Memory = Array.AsMemory(0, Used);

    public void Follow(BufferChunk earlier)
    {
        RunningIndex = earlier.RunningIndex + earlier.Used;
        earlier.Next = this;
    }
}

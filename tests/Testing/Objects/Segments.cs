using System.Buffers;

namespace KeyspacesStreamer.Testing.Objects;

/// <summary>Sequences of several segments, as a batch's buffers make them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    /// <summary>Cuts the bytes into segments of these lengths; what is left makes the last.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, params int[] lengths)
    {
        var first = new Segments { Memory = bytes[..Math.Min(bytes.Length, lengths.Length > 0 ? lengths[0] : bytes.Length)] };
        var last = first;
        var at = first.Memory.Length;
        foreach (var length in lengths.Skip(1).Append(int.MaxValue).TakeWhile(_ => at < bytes.Length))
        {
            var next = new Segments { Memory = bytes.Slice(at, Math.Min(length, bytes.Length - at)), RunningIndex = at };
            last.Next = next;
            last = next;
            at += next.Memory.Length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}

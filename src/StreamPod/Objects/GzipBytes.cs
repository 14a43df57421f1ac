using System.Buffers;
using System.IO.Compression;
using KeyspacesStreamer.StreamPod.Formats;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Gzip (RFC 1952) of a sequence of bytes, without a file name or time in its header and always at the same level.</summary>
internal static class GzipBytes
{
    public static void Write(ReadOnlySequence<byte> content, IBufferWriter<byte> output)
    {
        using var gzip = new GZipStream(new BufferWriterStream(output), CompressionLevel.Optimal);
        foreach (var segment in content)
        {
            gzip.Write(segment.Span);
        }
    }
}

using System.Buffers;
using KeyspacesStreamer.StreamPod.Formats;
using ZstdSharp.Unsafe;
using ZstdSharp;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Zstandard (RFC 8878) of a sequence of bytes: one frame that tells its size and ends with a checksum, always at the same level and by one thread.</summary>
internal static class ZstdBytes
{
    private const int Level = 3;

    public static void Write(ReadOnlySequence<byte> content, IBufferWriter<byte> output)
    {
        using var zstd = new CompressionStream(new BufferWriterStream(output), Level, leaveOpen: false);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_contentSizeFlag, 1);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        zstd.SetPledgedSrcSize((ulong)content.Length);
        foreach (var segment in content)
        {
            zstd.Write(segment.Span);
        }
    }
}

using System.IO.Compression;
using KeyspacesStreamer.Contracts.Settings;
using ZstdSharp;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>How the blocks of a file are compressed: https://avro.apache.org/docs/1.12.0/specification/#required-codecs</summary>
internal static class AvroCodec
{
    /// <summary>The fastest of the usual levels; higher ones save a few per cent of such data.</summary>
    private const int ZstdLevel = 1;

    /// <summary>What the file calls it.</summary>
    public static ReadOnlySpan<byte> NameOf(ObjectCompression compression) => compression switch
    {
        ObjectCompression.None => "null"u8,
        ObjectCompression.Gzip => "deflate"u8,
        ObjectCompression.Zstd => "zstandard"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "A codec of Avro expected."),
    };

    public static void Compress(ObjectCompression compression, ReadOnlySpan<byte> block, PooledArray<byte> output)
    {
        switch (compression)
        {
            case ObjectCompression.None:
                output.Add(block);
                break;
            case ObjectCompression.Gzip:
                using (var deflate = new DeflateStream(new BufferWriterStream(output), CompressionLevel.Optimal))
                {
                    deflate.Write(block);
                }

                break;
            case ObjectCompression.Zstd:
                using (var zstd = new Compressor(ZstdLevel))
                {
                    output.Advance(zstd.Wrap(block, output.GetSpan(Compressor.GetCompressBound(block.Length))));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(compression), compression, "A codec of Avro expected.");
        }
    }
}

using System.Buffers;
using System.Security.Cryptography;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>An object container file: a header with the schema, then blocks, each ended by the file's marker.</summary>
/// <remarks>
/// The specification asks for a marker by chance, so that no data holds it; objects are made again after a crash, so chance may not be in their bytes.
/// It is the beginning of the SHA-256 over header and first block, which nobody can put into that block.
/// </remarks>
internal sealed class AvroContainer(byte[] schema, ObjectCompression compression, IBufferWriter<byte> output)
{
    private const int MarkerBytes = 16;

    private byte[]? _marker;

    /// <param name="rows">Rows in the block.</param>
    /// <param name="block">Their encoding.</param>
    public void WriteBlock(int rows, ReadOnlySpan<byte> block)
    {
        var marker = MarkerFor(block);
        using var stored = new PooledArray<byte>();
        AvroCodec.Compress(compression, block, stored);
        AvroNumber.Write(output, (long)rows);
        AvroNumber.Write(output, (long)stored.Count);
        output.Write(stored.Written);
        output.Write(marker);
    }

    /// <summary>A file without rows is a header.</summary>
    public void Complete() => MarkerFor([]);

    private byte[] MarkerFor(ReadOnlySpan<byte> firstBlock)
    {
        if (_marker is null)
        {
            var header = Header();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(header);
            hash.AppendData(firstBlock);
            _marker = hash.GetHashAndReset()[..MarkerBytes];
            output.Write(header);
            output.Write(_marker);
        }

        return _marker;
    }

    private byte[] Header()
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write("Obj\u0001"u8);
        AvroNumber.Write(header, 2L);
        Text(header, "avro.codec"u8);
        Text(header, AvroCodec.NameOf(compression));
        Text(header, "avro.schema"u8);
        Text(header, schema);
        AvroNumber.Write(header, 0L);
        return header.WrittenSpan.ToArray();
    }

    private static void Text(ArrayBufferWriter<byte> header, ReadOnlySpan<byte> text)
    {
        AvroNumber.Write(header, (long)text.Length);
        header.Write(text);
    }
}

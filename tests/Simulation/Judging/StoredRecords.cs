using System.Buffers;
using System.IO.Compression;
using System.Text;
using KeyspacesStreamer.StreamPod.Objects;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Reads the records of an object back, from its bytes alone and with no code of the pod's encoders.</summary>
internal static class StoredRecords
{
    private static readonly byte[] Member = "\"sequenceNumber\":\""u8.ToArray();

    // The same in rows: Flat has it by its own name, Debezium below its source.
    private static readonly byte[][] MembersOfRows = ["\"_seq\":\""u8.ToArray(), "\"seq\":\""u8.ToArray()];

    /// <summary>The records in the order in which the object has them.</summary>
    public static IEnumerable<StoredRecord> Of(SealedObject content)
    {
        var parts = content.Metadata[ObjectMetadata.Format].Split('/');
        var bytes = content.Content.ToArray();
        return parts[0] switch
        {
            "JsonLines" => Lines(Unpacked(bytes, parts[2])),
            "Avro" => AvroRecords.Of(bytes),
            "Parquet" => ParquetRecords.Of(bytes),
            _ => throw new InvalidDataException($"{content.Key} has the format {content.Metadata[ObjectMetadata.Format]}, which the judge cannot read."),
        };
    }

    private static IEnumerable<StoredRecord> Lines(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var length = bytes.AsSpan(at).IndexOf((byte)'\n');
            var line = bytes.AsSpan(at, length);
            yield return new StoredRecord(NumberOf(line), Encoding.UTF8.GetString(line));
            at += length + 1;
        }
    }

    private static string NumberOf(ReadOnlySpan<byte> line)
    {
        foreach (var member in MembersOfRows)
        {
            if (line.IndexOf(member) >= 0)
            {
                return ValueOf(line, member).TrimStart('0');
            }
        }

        return ValueOf(line, Member);
    }

    private static string ValueOf(ReadOnlySpan<byte> line, byte[] member)
    {
        var value = line[(line.IndexOf(member) + member.Length)..];
        return Encoding.ASCII.GetString(value[..value.IndexOf((byte)'"')]);
    }

    private static byte[] Unpacked(byte[] bytes, string compression)
    {
        using var packed = new MemoryStream(bytes);
        using Stream? unpacking = compression switch
        {
            "None" => null,
            "Gzip" or "GzipFile" => new GZipStream(packed, CompressionMode.Decompress),
            "Zstd" => new ZstdSharp.DecompressionStream(packed),
            _ => throw new InvalidDataException($"The judge cannot undo {compression}."),
        };
        if (unpacking is null)
        {
            return bytes;
        }

        using var plain = new MemoryStream();
        unpacking.CopyTo(plain);
        return plain.ToArray();
    }
}

using System.IO.Compression;
using KeyspacesStreamer.StreamPod.Formats;
using ZstdSharp;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The rows of an object container file of Avro: https://avro.apache.org/docs/1.12.0/specification/#object-container-files</summary>
internal sealed class AvroRecords(PlaceFields fields) : IRecordReader
{
    public string Unit => "row";

    public bool NeedsWholeFile => false;

    public async Task<bool> ReadAsync(Stream content, RecordSequence records, CancellationToken cancellationToken)
    {
        var input = new AvroFileInput(content);
        var header = await AvroHeader.ReadAsync(input, cancellationToken);
        records.Fields.UnionWith(FieldsOf(header.Schema));
        var row = new AvroRow(header.Schema, fields);
        for (var number = 1; !await input.IsAtEndAsync(cancellationToken); number++)
        {
            try
            {
                await ReadBlockAsync(input, header, row, records, cancellationToken);
            }
            catch (Exception damage) when (damage is InvalidDataException or ZstdException or EndOfStreamException)
            {
                throw new InvalidDataException($"cannot be read in its block {number}: it {damage.Message.TrimEnd('.')}", damage);
            }
        }

        return true;
    }

    private static IEnumerable<FieldPath> FieldsOf(AvroType row) => row.Fields
        .SelectMany(field => field.Type.Types.Append(field.Type).SelectMany(type => type.Fields).Select(inner => new FieldPath(field.Name, inner.Name)).Append(new FieldPath(null, field.Name)));

    private static async Task ReadBlockAsync(AvroFileInput input, AvroHeader header, AvroRow row, RecordSequence records, CancellationToken cancellationToken)
    {
        using var block = new PooledArray<byte>();
        using var marker = new PooledArray<byte>();
        var rows = await input.ReadLongAsync(cancellationToken);
        await input.ReadAsync(block, await input.ReadLongAsync(cancellationToken), cancellationToken);
        await input.ReadAsync(marker, AvroHeader.MarkerBytes, cancellationToken);
        if (!marker.Written.SequenceEqual(header.Marker))
        {
            throw new InvalidDataException("does not end with the marker of the file");
        }

        using var stored = new MemoryStream(block.Items, 0, block.Count, writable: false);
        using var unpacked = Unpacked(stored, header.Codec);
        ReadRows(new AvroInput(unpacked), rows, row, records);
    }

    private static Stream Unpacked(Stream block, string codec) => codec switch
    {
        "null" => block,
        "deflate" => new DeflateStream(block, CompressionMode.Decompress, leaveOpen: true),
        "zstandard" => new DecompressionStream(block, leaveOpen: true),
        _ => throw new InvalidDataException($"is compressed by '{codec}', which is none of ours"),
    };

    private static void ReadRows(AvroInput input, long rows, AvroRow row, RecordSequence records)
    {
        if (rows < 1)
        {
            throw new InvalidDataException($"says that it holds {rows} rows");
        }

        for (var read = 0L; read < rows; read++)
        {
            if (input.IsAtEnd)
            {
                throw new InvalidDataException($"says that it holds {rows} rows, and holds {read}");
            }

            try
            {
                records.Add(row.Read(input));
            }
            catch (FormatException fault)
            {
                records.AddUnreadable(fault.Message);
            }
        }

        if (!input.IsAtEnd)
        {
            throw new InvalidDataException($"holds more than the {rows} rows that it says");
        }
    }
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The formats, shapes and compressions that this version can write, and which of them go together.</summary>
internal static class ObjectFormats
{
    /// <summary>What the stored file is to those who read it.</summary>
    /// <exception cref="NotSupportedException">This version writes no such file; the message says so in the words of the settings.</exception>
    public static ObjectFile FileOf(ObjectFormat format, ObjectCompression compression)
    {
        Check(format, compression);
        return format switch
        {
            ObjectFormat.JsonLines => LinesFileOf(compression),
            // Not registered, but what Apache's own formats beside it are called: https://www.iana.org/assignments/media-types/application/vnd.apache.parquet
            ObjectFormat.Avro => new ObjectFile("application/vnd.apache.avro", null, ".avro", IsCompressedInside: true),
            ObjectFormat.Parquet => new ObjectFile("application/vnd.apache.parquet", null, ".parquet", IsCompressedInside: true),
            _ => throw UnknownFormat(format),
        };
    }

    /// <summary>Files of lines.</summary>
    /// <exception cref="NotSupportedException">The format holds rows, not lines, or this version has no such format.</exception>
    public static IObjectFormat Of(ObjectFormat format, IRecordShape lines) => format switch
    {
        ObjectFormat.JsonLines => new JsonLinesFormat(lines),
        ObjectFormat.Avro or ObjectFormat.Parquet => throw new NotSupportedException(
            $"{format} holds rows of typed columns, and a record of the shape {RecordShape.Native} is not one: write {RecordShape.Flat} or {RecordShape.Debezium} into destination.record"),
        _ => throw UnknownFormat(format),
    };

    /// <summary>Files of rows.</summary>
    /// <exception cref="NotSupportedException">The format compresses no files so, or has no names like those of the rows; or this version has no such format.</exception>
    public static IObjectFormat Of(ObjectFormat format, ObjectCompression compression, IRowShape rows, long rowGroupBytes = ParquetFormat.RowGroupBytes)
    {
        Check(format, compression);
        return format switch
        {
            ObjectFormat.JsonLines => new JsonLinesFormat(new RowLines(rows)),
            ObjectFormat.Avro => new AvroFormat(rows, compression),
            ObjectFormat.Parquet => ParquetNames.ProblemsOf(rows.Schema) is { Count: > 0 } problems
                ? throw new NotSupportedException($"{format} cannot hold these rows: {string.Join(' ', problems)}")
                : new ParquetFormat(rows, compression, rowGroupBytes),
            _ => throw UnknownFormat(format),
        };
    }

    /// <exception cref="NotSupportedException">This version has no such shape; the message says so in the words of the settings.</exception>
    public static IRecordShape ShapeOf(RecordShape shape, TableStream stream, ShardId shardId, bool withMetadata) => shape switch
    {
        RecordShape.Native => new NativeRecordEncoder(stream, shardId, withMetadata),
        _ => throw new NotSupportedException($"this version writes no records of the shape {shape}, only {RecordShape.Native}"),
    };

    private static void Check(ObjectFormat format, ObjectCompression compression)
    {
        if (!Enum.IsDefined(format))
        {
            throw UnknownFormat(format);
        }

        if (!FormatRules.Takes(format, compression))
        {
            throw new NotSupportedException($"objects of the format {format} are not compressed by {compression}; write one of {string.Join(", ", FormatRules.CompressionsOf(format))}");
        }
    }

    private static ObjectFile LinesFileOf(ObjectCompression compression) => compression switch
    {
        ObjectCompression.None => new ObjectFile("application/x-ndjson", null, "", IsCompressedInside: false),
        ObjectCompression.Gzip => new ObjectFile("application/x-ndjson", "gzip", ".gz", IsCompressedInside: false),
        ObjectCompression.GzipFile => new ObjectFile("application/gzip", null, ".gz", IsCompressedInside: false),
        ObjectCompression.Zstd => new ObjectFile("application/zstd", null, ".zst", IsCompressedInside: false),
        _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "A compression of lines expected."),
    };

    private static NotSupportedException UnknownFormat(ObjectFormat format) =>
        new($"this version writes no objects of the format {format}, only {string.Join(", ", Enum.GetValues<ObjectFormat>())}");
}

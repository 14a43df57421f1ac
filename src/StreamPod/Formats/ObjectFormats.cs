using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The formats, shapes and compressions that this version can write, and which of them go together.</summary>
internal static class ObjectFormats
{
    /// <summary>What the stored file is to those who read it.</summary>
    /// <exception cref="NotSupportedException">This version writes no such file; the message says so in the words of the settings.</exception>
    public static ObjectFile FileOf(ObjectFormat format, ObjectCompression compression) => format switch
    {
        ObjectFormat.JsonLines => LinesFileOf(compression),
        _ => throw UnknownFormat(format),
    };

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
    /// <exception cref="NotSupportedException">This version has no such format, or compresses no such files so.</exception>
    public static IObjectFormat Of(ObjectFormat format, ObjectCompression compression, IRowShape rows) => format switch
    {
        _ => throw UnknownFormat(format),
    };

    /// <exception cref="NotSupportedException">This version has no such shape; the message says so in the words of the settings.</exception>
    public static IRecordShape ShapeOf(RecordShape shape, TableStream stream, ShardId shardId, bool withMetadata) => shape switch
    {
        RecordShape.Native => new NativeRecordEncoder(stream, shardId, withMetadata),
        _ => throw new NotSupportedException($"this version writes no records of the shape {shape}, only {RecordShape.Native}"),
    };

    private static ObjectFile LinesFileOf(ObjectCompression compression) => compression switch
    {
        ObjectCompression.None => new ObjectFile("application/x-ndjson", null, "", IsCompressedInside: false),
        ObjectCompression.Gzip => new ObjectFile("application/x-ndjson", "gzip", ".gz", IsCompressedInside: false),
        ObjectCompression.GzipFile => new ObjectFile("application/gzip", null, ".gz", IsCompressedInside: false),
        ObjectCompression.Zstd => new ObjectFile("application/zstd", null, ".zst", IsCompressedInside: false),
        _ => throw NotCompressed(ObjectFormat.JsonLines, compression, [ObjectCompression.None, ObjectCompression.Gzip, ObjectCompression.GzipFile, ObjectCompression.Zstd]),
    };

    private static NotSupportedException UnknownFormat(ObjectFormat format) =>
        new($"this version writes no objects of the format {format}, only {ObjectFormat.JsonLines}");

    private static NotSupportedException NotCompressed(ObjectFormat format, ObjectCompression compression, ReadOnlySpan<ObjectCompression> known) =>
        new($"objects of the format {format} are not compressed by {compression}; write {string.Join(", ", known.ToArray())}");
}

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Which formats, shapes and compressions go together.</summary>
public static class FormatRules
{
    private static readonly ObjectCompression[] OfLines = [ObjectCompression.None, ObjectCompression.Gzip, ObjectCompression.GzipFile, ObjectCompression.Zstd];
    private static readonly ObjectCompression[] OfAvro = [ObjectCompression.Zstd, ObjectCompression.Gzip, ObjectCompression.None];
    private static readonly ObjectCompression[] OfParquet = [ObjectCompression.Zstd, ObjectCompression.Snappy, ObjectCompression.Gzip, ObjectCompression.None];

    /// <summary>The compressions that a format takes, its default first.</summary>
    public static IReadOnlyList<ObjectCompression> CompressionsOf(ObjectFormat format) => format switch
    {
        ObjectFormat.JsonLines => OfLines,
        ObjectFormat.Avro => OfAvro,
        ObjectFormat.Parquet => OfParquet,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A known format expected."),
    };

    /// <summary>Formats of rows are compressed unless told otherwise.</summary>
    public static ObjectCompression DefaultCompressionOf(ObjectFormat format) => CompressionsOf(format)[0];

    /// <summary>Whether the format takes the compression.</summary>
    public static bool Takes(ObjectFormat format, ObjectCompression compression) => CompressionsOf(format).Contains(compression);

    internal static void Check(SettingsNode node, DestinationSettings destination)
    {
        var (format, record, compression) = (destination.Format, destination.Record, destination.Compression);
        if (format != ObjectFormat.JsonLines && record == RecordShape.Native)
        {
            node.Report(node.PathOf("record"), node.ValueOf("record", nameof(RecordShape.Native)), $"{format} holds typed rows: write Flat or Debezium, or JsonLines as destination.format.");
        }

        if (!Takes(format, compression))
        {
            node.Report(node.PathOf("compression"), node.ValueOf("compression", compression.ToString()), $"with {format} write {string.Join(" or ", CompressionsOf(format).Order())}.");
        }

        if (destination.Flat is not null && record != RecordShape.Flat)
        {
            node.Report(node.PathOf("flat"), "{...}", $"leave it out, or write Flat as destination.record, which is {record}.");
        }

        if (destination.Columns is not null && record == RecordShape.Native)
        {
            node.Report(node.PathOf("columns"), "{...}", "leave it out, or write Flat or Debezium as destination.record, which is Native.");
        }
    }
}

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Which formats, shapes and compressions go together.</summary>
public static class FormatRules
{
    /// <summary>Formats of rows are compressed unless told otherwise.</summary>
    public static ObjectCompression DefaultCompressionOf(ObjectFormat format) => format == ObjectFormat.JsonLines ? ObjectCompression.None : ObjectCompression.Zstd;

    /// <summary>Whether the format takes the compression.</summary>
    public static bool Takes(ObjectFormat format, ObjectCompression compression) => compression switch
    {
        ObjectCompression.None or ObjectCompression.Gzip or ObjectCompression.Zstd => true,
        ObjectCompression.GzipFile => format == ObjectFormat.JsonLines,
        ObjectCompression.Snappy => format == ObjectFormat.Parquet,
        _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "A known compression expected."),
    };

    internal static void Check(SettingsNode node, DestinationSettings destination)
    {
        var (format, record, compression) = (destination.Format, destination.Record, destination.Compression);
        if (format != ObjectFormat.JsonLines && record == RecordShape.Native)
        {
            node.Report(node.PathOf("record"), node.ValueOf("record", nameof(RecordShape.Native)), $"{format} holds typed rows: write Flat or Debezium, or JsonLines as destination.format.");
        }

        if (!Takes(format, compression))
        {
            var fitting = Enum.GetValues<ObjectCompression>().Where(candidate => Takes(format, candidate));
            node.Report(node.PathOf("compression"), node.ValueOf("compression", compression.ToString()), $"with {format} write {string.Join(" or ", fitting)}.");
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

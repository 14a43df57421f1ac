using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Avro;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The table as Spark's SQL defines it.</summary>
/// <param name="table">The table.</param>
/// <param name="root">The address of the folder of all files, with a slash at its end.</param>
internal sealed class SparkTable(RowTable table, string root)
{
    private readonly HiveColumns _columns = new(table, isAthena: false);

    private RowFolders Folders => table.Folders;

    public IEnumerable<SqlStatement> Statements()
    {
        yield return Table();
        if (Folders.IsHive)
        {
            yield return new SqlStatement(["Finds the folders that there are. To be run again for those that come later."], $"MSCK REPAIR TABLE {SqlQuotes.Path(table.Name, SqlQuotes.HiveName)}");
        }

        var latest = new LatestRows(table, SqlQuotes.HiveName);
        yield return latest.WhyNot is { } reason
            ? new SqlStatement([reason], "")
            : new SqlStatement(latest.Notes, $"CREATE OR REPLACE VIEW {latest.Name} AS\n{latest.QueryOf(string.Join(", ", latest.ColumnsOf(_columns.Rows)))}");
    }

    private SqlStatement Table()
    {
        string[] lines = [.. _columns.Lines, .. Folders.IsHive ? Folders.Columns.Select(folder => $"{SqlQuotes.HiveName(folder.Name)} string") : []];
        var partitions = Folders.IsHive ? $"\nPARTITIONED BY ({string.Join(", ", Folders.Columns.Select(folder => SqlQuotes.HiveName(folder.Name)))})" : "";
        return new SqlStatement([.. Notes()], $"""
            CREATE TABLE {SqlQuotes.Path(table.Name, SqlQuotes.HiveName)} (
              {string.Join(",\n  ", lines)}
            )
            USING {FormatOf(table.Destination.Format)}
            OPTIONS (
              {string.Join(",\n  ", Options())}
            ){partitions}
            """);
    }

    private IEnumerable<string> Notes()
    {
        if (root.StartsWith("s3:", StringComparison.Ordinal))
        {
            yield return "s3:// is what EMR and Glue call it; elsewhere write s3a://.";
        }

        if (table.Destination.Format == ObjectFormat.Avro)
        {
            yield return "Needs the package org.apache.spark:spark-avro.";
        }

        if (table.Destination is { Format: ObjectFormat.JsonLines, Compression: ObjectCompression.Zstd })
        {
            yield return "Needs a Hadoop whose native library has Zstandard, as those of EMR and Glue have.";
        }

        foreach (var column in Folders.Bare)
        {
            yield return $"Spark passes over folders whose names begin with an underscore: rows whose {column} is null, empty, or begins with one.";
        }
    }

    private IEnumerable<string> Options()
    {
        yield return $"path {SqlQuotes.HiveText(root)}";
        if (!Folders.IsHive)
        {
            yield return "recursiveFileLookup 'true'";
        }

        if (Folders.Ending.Length > 0)
        {
            yield return $"pathGlobFilter {SqlQuotes.HiveText($"*{Folders.Ending}")}";
        }

        if (table.Destination.Format == ObjectFormat.Avro)
        {
            yield return $"avroSchema {SqlQuotes.HiveText(System.Text.Encoding.UTF8.GetString(AvroSchema.JsonOf(table.Rows)))}";
        }
    }

    private static string FormatOf(ObjectFormat format) => format switch
    {
        ObjectFormat.Parquet => "parquet",
        ObjectFormat.Avro => "avro",
        ObjectFormat.JsonLines => "json",
        _ => throw new NotSupportedException($"No table of Spark is known for the format {format}."),
    };
}

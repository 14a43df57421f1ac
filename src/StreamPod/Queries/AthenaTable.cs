using System.Globalization;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Formats.Avro;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The table as Athena defines it, its folders found by projection, so that no crawler has to run.</summary>
/// <remarks>https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html, .../compression-support-hive.html: version 3 reads each compression that the formats here take.</remarks>
internal sealed class AthenaTable(RowTable table)
{
    /// <summary>Keyspaces has had change streams since July 2025: no row is older.</summary>
    private static readonly DateTime Start = new(2025, 7, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly HiveColumns _columns = new(table, isAthena: true);

    private RowFolders Folders => table.Folders;

    private string Root => $"s3://{table.Destination.Bucket}/{Folders.Root}";

    /// <exception cref="NotSupportedException">Athena cannot reach the files; the message is a sentence.</exception>
    public IEnumerable<SqlStatement> Statements() => table.Destination.Endpoint is { IsFile: true } folder
        ? throw new NotSupportedException($"Athena reads S3 alone, and destination.endpoint is the folder {folder.LocalPath}. Write --engine DuckDB or --engine Spark.")
        : [Table(), Latest()];

    private SqlStatement Table() => new([.. TableNotes()], $"""
        CREATE EXTERNAL TABLE {SqlQuotes.Path(table.Name, SqlQuotes.HiveName)} (
          {string.Join(",\n  ", _columns.Lines)}
        )
        {string.Concat(Clauses().Select(clause => clause + "\n")).TrimEnd('\n')}
        """);

    private IEnumerable<string> TableNotes()
    {
        yield return "Athena runs one statement at a time.";
        if (_columns.LeftOut.Count > 0)
        {
            yield return $"Left out, because Athena has no name or no type for it: {string.Join(", ", _columns.LeftOut)}.";
        }

        if (table.Destination.Format == ObjectFormat.JsonLines)
        {
            yield return "Hive's reader of JSON, because that of OpenX makes the keys in maps lower case. What JSON writes as text stays text: from_iso8601_timestamp(), date() and from_base64() make values of it.";
        }

        foreach (var folder in Folders.Columns.Where(folder => folder.Kind == FolderKind.Value))
        {
            yield return $"A query has to name the values of {folder.Name} as they stand in the key: WHERE {folder.Name} = '...', or IN with 1,000 of them at most.";
        }

        if (Folders.HasOthersBelow)
        {
            yield return "Folders of a shard or a sequence number cannot be listed beforehand: they are no columns, and are read below their parent.";
            foreach (var column in Folders.Bare.Where(column => Folders.Columns.All(folder => folder.Column != column)))
            {
                yield return $"Athena passes over folders below it whose names begin with an underscore: rows whose {column} is null, empty, or begins with one.";
            }
        }
    }

    private IEnumerable<string> Clauses()
    {
        if (Folders.Columns.Count > 0)
        {
            yield return $"PARTITIONED BY ({string.Join(", ", Folders.Columns.Select(folder => $"{SqlQuotes.HiveName(folder.Name)} string"))})";
        }

        foreach (var clause in FormatClauses())
        {
            yield return clause;
        }

        yield return $"LOCATION {SqlQuotes.HiveText(Root)}";
        if (Folders.Columns.Count > 0)
        {
            yield return $"TBLPROPERTIES (\n  {string.Join(",\n  ", Properties().Select(property => $"{SqlQuotes.HiveText(property.Name)} = {SqlQuotes.HiveText(property.Value)}"))}\n)";
        }
    }

    private IEnumerable<string> FormatClauses() => table.Destination.Format switch
    {
        ObjectFormat.Parquet => ["STORED AS PARQUET"],
        ObjectFormat.Avro =>
        [
            "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'",
            $"WITH SERDEPROPERTIES ('avro.schema.literal' = {SqlQuotes.HiveText(System.Text.Encoding.UTF8.GetString(AvroSchema.JsonOf(table.Rows)))})",
            "STORED AS AVRO",
        ],
        ObjectFormat.JsonLines => ["ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'", "STORED AS TEXTFILE"],
        _ => throw new NotSupportedException($"No table of Athena is known for the format {table.Destination.Format}."),
    };

    private IEnumerable<(string Name, string Value)> Properties()
    {
        yield return ("projection.enabled", "true");
        foreach (var folder in Folders.Columns)
        {
            foreach (var (name, value) in PropertiesOf(folder))
            {
                yield return ($"projection.{folder.Name}.{name}", value);
            }
        }

        yield return ("storage.location.template", Root + Folders.Template);
    }

    private static (string Name, string Value)[] PropertiesOf(FolderColumn folder) => folder.Kind switch
    {
        FolderKind.Span =>
        [
            ("type", "date"), ("format", folder.Format), ("range", $"{Start.ToString(folder.Format, CultureInfo.InvariantCulture)},NOW"), ("interval", "1"), ("interval.unit", folder.Unit),
        ],
        FolderKind.Number => [("type", "integer"), ("range", string.Create(CultureInfo.InvariantCulture, $"{folder.Range.Least},{folder.Range.Greatest}")), ("digits", "2")],
        FolderKind.Value => [("type", "injected")],
        _ => throw new ArgumentOutOfRangeException(nameof(folder), folder.Kind, "A known kind of folder expected."),
    };

    private SqlStatement Latest()
    {
        var latest = new LatestRows(table, SqlQuotes.Name) { Folders = [.. Folders.Columns.Where(folder => folder.Kind == FolderKind.Value)] };
        return latest.WhyNot is { } reason
            ? new SqlStatement([reason], "")
            : new SqlStatement(latest.Notes, $"CREATE OR REPLACE VIEW {latest.Name} AS\n{latest.QueryOf(string.Join(", ", latest.ColumnsOf(_columns.Rows)))}");
    }
}

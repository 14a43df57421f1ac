using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The table as a view of DuckDB over its files.</summary>
/// <param name="table">The table.</param>
/// <param name="root">The address of the folder of all files, with a slash at its end.</param>
internal sealed class DuckDbTable(RowTable table, string root)
{
    /// <summary>DuckDB's own name of the column: it opens no file that a condition on it leaves out, and does so by no other name.</summary>
    private const string FileName = "filename";

    private RowFolders Folders => table.Folders;

    private bool HasOurs => Folders.Ours.Count > 0;

    /// <exception cref="NotSupportedException">DuckDB would read other objects as rows; the message is a sentence.</exception>
    public IEnumerable<SqlStatement> Statements()
    {
        CheckFileName();
        if (root.StartsWith("s3:", StringComparison.Ordinal))
        {
            yield return new SqlStatement(["S3 needs the extension httpfs, and a secret: CREATE SECRET (TYPE s3, PROVIDER credential_chain)."], "INSTALL httpfs;\nLOAD httpfs");
        }

        if (table.Destination.Format == ObjectFormat.Avro)
        {
            yield return new SqlStatement(["DuckDB reads Avro by an extension."], "INSTALL avro;\nLOAD avro");
        }

        yield return new SqlStatement([.. Notes()], $"""
            CREATE OR REPLACE VIEW {SqlQuotes.Path(table.Name, SqlQuotes.Name)} AS
            SELECT *{(HasOurs ? $" EXCLUDE ({FileName})" : "")} FROM {FunctionOf(table.Destination.Format)}(
              {string.Join(",\n  ", Arguments())}
            ){(HasOurs ? $"\nWHERE {string.Join(" AND ", Folders.Ours.Select(folder => $"NOT starts_with({FileName}, {SqlQuotes.Text(root + folder)})"))}" : "")}
            """);
        var latest = new LatestRows(table, SqlQuotes.Name);
        yield return latest.WhyNot is { } reason
            ? new SqlStatement([reason], "")
            : new SqlStatement(latest.Notes, $"CREATE OR REPLACE VIEW {latest.Name} AS\n{latest.QueryOf(table.IsFlat ? $"* EXCLUDE ({latest.Newest})" : $"{SqlQuotes.Name(DebeziumNames.After)}.*")}");
    }

    private IEnumerable<string> Notes()
    {
        yield return "Needs at least one file.";
        if (HasOurs)
        {
            yield return "Folders of ours stand among those of the rows; DuckDB does not open what a condition on filename leaves out.";
        }

        if (table.Destination.Format == ObjectFormat.JsonLines)
        {
            yield return "Bytes are base64: from_base64(). Decimals with a point go through 64 bits of floating point, 15 digits are sure.";
        }
    }

    private IEnumerable<string> Arguments()
    {
        yield return SqlQuotes.Text(KeySegment.GlobOf(root) + Folders.Glob);
        if (table.Destination.Format == ObjectFormat.JsonLines)
        {
            var types = new DuckDbTypes(table);
            yield return "format = 'newline_delimited'";
            yield return $"columns = {{\n    {string.Join(",\n    ", table.Rows.Row.Children.Select(field => $"{SqlQuotes.Text(table.NameOf(field))}: {SqlQuotes.Text(types.Of(field))}"))}\n  }}";
        }
        else
        {
            yield return "union_by_name = true";
        }

        yield return $"hive_partitioning = {(Folders.IsHive ? "true" : "false")}";
        if (HasOurs)
        {
            yield return $"{FileName} = true";
        }
    }

    private void CheckFileName()
    {
        if (HasOurs && table.Rows.Row.Children.Any(field => field.Name.Equals(FileName, StringComparison.OrdinalIgnoreCase)))
        {
            throw new NotSupportedException(
                $"DuckDB tells our own folders from those of the rows by a column {FileName}, which the table has itself. Write a folder and a text before the first variable of destination.keyTemplate, rows/region={{column:region}}/ for example.");
        }
    }

    private static string FunctionOf(ObjectFormat format) => format switch
    {
        ObjectFormat.Parquet => "read_parquet",
        ObjectFormat.Avro => "read_avro",
        ObjectFormat.JsonLines => "read_json",
        _ => throw new NotSupportedException($"No view of DuckDB is known for the format {format}."),
    };
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Objects.Folders;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The SQL by which an engine reads the rows of a stream: a table, and a view of the newest row of each key.</summary>
internal static class QueryScript
{
    /// <param name="settings">Sound settings.</param>
    /// <param name="engine">Who reads.</param>
    /// <param name="name">Name of the table; null for one of keyspace and table.</param>
    /// <exception cref="NotSupportedException">There are no rows, or the engine cannot read them; the message is a sentence.</exception>
    public static string Of(StreamSettings settings, QueryEngine engine, string? name)
    {
        var table = RowTable.Of(settings, name);
        return SqlStatement.ScriptOf(engine switch
        {
            QueryEngine.Athena => new AthenaTable(table).Statements(),
            QueryEngine.DuckDB => new DuckDbTable(table, RootOf(table, "")).Statements(),
            QueryEngine.Spark => new SparkTable(table, RootOf(table, "file://")).Statements(),
            _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "A known engine expected."),
        });
    }

    /// <summary>The address of the folder of all files, with a slash at its end.</summary>
    private static string RootOf(RowTable table, string fileScheme)
    {
        var (destination, root) = (table.Destination, table.Folders.Root);
        if (destination.Endpoint is not { IsFile: true } parent)
        {
            return $"s3://{destination.Bucket}/{root}";
        }

        var layout = new FolderLayout(Path.Combine(Path.GetFullPath(parent.LocalPath), destination.Bucket));
        return $"{fileScheme}{(root.Length == 0 ? layout.Root : layout.ObjectOf(root[..^1]))}/";
    }
}

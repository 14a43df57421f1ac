namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>Names and texts as the dialects quote them.</summary>
internal static class SqlQuotes
{
    /// <summary>A name of standard SQL: DuckDB, and Athena's queries.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A name of Hive: Spark, and Athena's definitions.</summary>
    public static string HiveName(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    /// <summary>A text of standard SQL.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A text of Hive, in which the backslash is a sign of its own.</summary>
    public static string HiveText(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>The name of a table, each of its parts quoted.</summary>
    public static string Path(string path, Func<string, string> quote) => string.Join('.', path.Split('.').Select(quote));

    /// <summary>A name that none of others is, whatever the case: it, or with as many underscores behind it as it takes.</summary>
    public static string Free(string name, IReadOnlyCollection<string> taken)
    {
        while (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            name += "_";
        }

        return name;
    }
}

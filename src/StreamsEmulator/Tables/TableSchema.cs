using System.Text.RegularExpressions;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The columns of a table by their roles.</summary>
internal sealed partial class TableSchema
{
    private readonly HashSet<int> _static;

    private TableSchema(TableDocument document, IReadOnlyList<Column> columns)
    {
        Keyspace = document.Keyspace;
        Name = document.Table;
        Columns = columns;
        PartitionKey = [.. document.PartitionKey.Select(Named)];
        ClusteringKey = [.. document.ClusteringKey.Select(Named)];
        Static = [.. document.Static.Select(Named)];
        Regular = [.. columns.Except(PartitionKey).Except(ClusteringKey).Except(Static)];
        StaticClusteringKeys = document.StaticClusteringKeys;
        _static = [.. Static.Select(column => column.Index)];
        Writable = Regular.Concat(Static).ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    public string Keyspace { get; }

    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<Column> PartitionKey { get; }

    public IReadOnlyList<Column> ClusteringKey { get; }

    public IReadOnlyList<Column> Static { get; }

    public IReadOnlyList<Column> Regular { get; }

    /// <summary>Whether records of static columns carry <c>clusteringKeys</c>.</summary>
    public bool StaticClusteringKeys { get; }

    /// <summary>Regular and static columns by name.</summary>
    public IReadOnlyDictionary<string, Column> Writable { get; }

    public bool IsStatic(int column) => _static.Contains(column);

    public static TableSchema Of(TableDocument document)
    {
        foreach (var name in new[] { document.Keyspace, document.Table })
        {
            if (!Identifier().IsMatch(name))
            {
                throw new EmulatorException($"Name '{name}' does not match [a-zA-Z0-9][a-zA-Z0-9_]{{0,47}}.");
            }
        }

        if (document.PartitionKey.Count == 0)
        {
            throw new EmulatorException($"Table {document.Keyspace}.{document.Table} has no partition key.");
        }

        if (document.Static.Count > 0 && document.ClusteringKey.Count == 0)
        {
            throw new EmulatorException($"Table {document.Keyspace}.{document.Table} has static columns but no clustering key.");
        }

        var parser = new CqlTypeParser(document.Types);
        var columns = document.Columns.Select((pair, index) => new Column(pair.Key, pair.Value, parser.Parse(pair.Value), index));
        return new TableSchema(document, [.. columns]);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_]{0,47}$")]
    private static partial Regex Identifier();

    private Column Named(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new EmulatorException($"Table {Keyspace}.{Name} names '{name}' in a key or as static, but has no such column.");
}

using System.Text.RegularExpressions;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>The columns of a table by their roles.</summary>
internal sealed partial class TableSchema
{
    private readonly HashSet<int> _static;

    private readonly TableDocument _document;

    private TableSchema(TableDocument document, IReadOnlyList<Column> columns)
    {
        _document = document;
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

    /// <param name="document">The table.</param>
    /// <param name="types">The user-defined types of its keyspace.</param>
    public static TableSchema Of(TableDocument document, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> types)
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

        var parser = new CqlTypeParser(types, document.ValueForms);
        var columns = document.Columns.Select((pair, index) => new Column(pair.Key, pair.Value, parser.Parse(pair.Value), index));
        return new TableSchema(document, [.. columns]);
    }

    /// <summary>The table with further columns, after those that it has.</summary>
    /// <exception cref="EmulatorException">It has such a column.</exception>
    public TableSchema With(
        IReadOnlyDictionary<string, string> added, IReadOnlyList<string> statics, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> types)
    {
        if (Columns.FirstOrDefault(column => added.ContainsKey(column.Name)) is { } column)
        {
            throw new EmulatorException($"Table {Keyspace}.{Name} has a column '{column.Name}'.");
        }

        if (statics.FirstOrDefault(name => !added.ContainsKey(name)) is { } other)
        {
            throw new EmulatorException($"'{other}' is static, but is not among the columns that are added.");
        }

        return Of(_document with { Columns = _document.Columns.Concat(added).ToDictionary(), Static = [.. _document.Static, .. statics] }, types);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_]{0,47}$")]
    private static partial Regex Identifier();

    private Column Named(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new EmulatorException($"Table {Keyspace}.{Name} names '{name}' in a key or as static, but has no such column.");
}

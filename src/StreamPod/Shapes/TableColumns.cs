using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The columns of a table that typed rows have, by their names on the wire. A column whose type cannot be understood is not among them: its values go where those of unknown columns go.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<byte[], int> _byName = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly List<TableColumn> _all = [];

    /// <param name="schema">The table.</param>
    /// <param name="options">How the values of a column are written, by its name; null for all as their types say.</param>
    public TableColumns(TableSchema schema, IReadOnlyDictionary<string, ColumnOptions>? options)
    {
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
        var types = new CqlTypeParser(schema.Types);
        foreach (var column in schema.InOrder().Columns)
        {
            if (types.Find(column.Type) is { } type && _byName.TryAdd(System.Text.Encoding.UTF8.GetBytes(column.Name), _all.Count))
            {
                var field = new Field(OwnNames.FieldOf(column.Name), TypeMapping.Of(type, options?.GetValueOrDefault(column.Name)));
                _all.Add(new TableColumn(_all.Count, column.Kind, type, field));
            }
        }

        HasClusteringKey = schema.Columns.Any(column => column.Kind == ColumnKind.ClusteringKey);
    }

    /// <summary>The columns in the order of the schema: keys, static, regular.</summary>
    public IReadOnlyList<TableColumn> All => _all;

    /// <summary>Whether rows have a clustering key: only such tables have static columns.</summary>
    public bool HasClusteringKey { get; }

    /// <summary>The number of the column of this name.</summary>
    /// <returns>-1 when none has it.</returns>
    public int IndexOf(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out var index) ? index : -1;
}

using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>The columns of a definition in the words of Hive.</summary>
internal sealed class HiveColumns
{
    private readonly Dictionary<RowField, string> _types = [];

    /// <param name="table">The table.</param>
    /// <param name="isAthena">Whether Athena reads them.</param>
    public HiveColumns(RowTable table, bool isAthena)
    {
        var types = new HiveTypes(table, isAthena);
        foreach (var field in table.Rows.Row.Children)
        {
            if (types.TakesName(table.NameOf(field), isColumn: true) && types.Of(field) is { } type)
            {
                _types.Add(field, type);
            }
            else
            {
                types.LeaveOut(field);
            }
        }

        Lines = [.. table.Rows.Row.Children.Where(_types.ContainsKey).Select(field => $"{SqlQuotes.HiveName(table.NameOf(field))} {_types[field]}")];
        Rows = [.. (table.IsFlat ? table.Rows.Row : RowTable.Field(table.Rows.Row, DebeziumNames.After)).Children.Where(field => !types.LeftOut.Contains($"{field}"))];
        LeftOut = types.LeftOut;
    }

    /// <summary>Each column with its type.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The fields of a row: all columns of the shape Flat, those of <c>after</c> of Debezium.</summary>
    public IReadOnlyList<RowField> Rows { get; }

    /// <summary>The paths of what cannot be named.</summary>
    public IReadOnlyList<string> LeftOut { get; }
}

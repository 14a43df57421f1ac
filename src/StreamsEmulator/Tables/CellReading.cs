using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Takes the cells out of a change: plain values by their column's type, ready cells as they are.</summary>
internal static class CellReading
{
    public static IReadOnlyDictionary<int, Cell?> CellsOf(
        TableSchema schema, ChangeDocument change, CellStamp stamp, bool isStatic)
    {
        var cells = new Dictionary<int, Cell?>();
        foreach (var (name, value) in change.Values)
        {
            var column = Writable(schema, name, isStatic);
            cells[column.Index] = value.ValueKind == JsonValueKind.Null
                ? null
                : new Cell(JsonText.Of(json => CellWriter.WriteCell(json, column.Type, value, stamp)), stamp.ExpirationTime);
        }

        foreach (var (name, cell) in change.Cells)
        {
            cells[Writable(schema, name, isStatic).Index] = new Cell(JsonText.Of(cell), stamp.ExpirationTime);
        }

        return cells;
    }

    private static Column Writable(TableSchema schema, string name, bool isStatic) =>
        schema.Writable.TryGetValue(name, out var column) && (!isStatic || schema.Static.Contains(column))
            ? column
            : throw new EmulatorException(
                $"Table {schema.Keyspace}.{schema.Name} has no {(isStatic ? "static" : "writable")} column '{name}'.");
}

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A row, or the static columns of a partition, as it stands: its cells by column index and, if it was inserted, the stamp of the row itself. Never changed, only replaced.</summary>
internal sealed class Row(IReadOnlyList<Cell?> cells, CellStamp? marker, bool isStatic)
{
    /// <summary>Whether these are the static columns of a partition.</summary>
    public bool IsStatic { get; } = isStatic;

    public IReadOnlyList<Cell?> Cells { get; } = cells;

    public CellStamp? Marker { get; } = marker;

    /// <summary>When the first of its cells, or the row itself, expires; in seconds since the epoch.</summary>
    public long? NextExpiry
    {
        get
        {
            var next = Marker?.ExpirationTime;
            foreach (var cell in Cells)
            {
                if (cell?.ExpiresAt is { } seconds && !(next <= seconds))
                {
                    next = seconds;
                }
            }

            return next;
        }
    }

    public static Row Empty(TableSchema schema, bool isStatic = false) => new(new Cell?[schema.Columns.Count], marker: null, isStatic);

    public Row With(IReadOnlyDictionary<int, Cell?> changes, CellStamp? marker)
    {
        // Columns are added to a table while it has rows.
        var cells = new Cell?[Math.Max(Cells.Count, changes.Count == 0 ? 0 : changes.Keys.Max() + 1)];
        Cells.ToArray().CopyTo(cells, 0);
        foreach (var (column, cell) in changes)
        {
            cells[column] = cell;
        }

        return new Row(cells, marker ?? Marker, IsStatic);
    }

    /// <summary>The cell of a column; null when it has none, or is older than the column.</summary>
    public Cell? Of(Column column) => column.Index < Cells.Count ? Cells[column.Index] : null;

    /// <summary>What is left of the row at a time; null when nothing is.</summary>
    public Row? At(long seconds)
    {
        var cells = Cells.Select(cell => cell?.ExpiresAt <= seconds ? null : cell).ToArray();
        var marker = Marker?.ExpirationTime <= seconds ? null : Marker;
        return marker is null && cells.All(cell => cell is null) ? null : new Row(cells, marker, IsStatic);
    }
}

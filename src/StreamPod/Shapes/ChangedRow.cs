using System.Text.Json;
using System.Text.Unicode;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>One record seen as a change of a row of its table. Kept and used for one record after the other, by one thread at a time.</summary>
internal sealed class ChangedRow(TableColumns columns, TableStream stream, ShardId shardId)
{
    private readonly RecordCells _cells = new();
    private readonly ColumnCells _byColumn = new(columns);
    private ReadOnlyMemory<byte> _json;

    public ReadOnlySpan<byte> Json => _json.Span;

    public ReadOnlySpan<RecordCell> Cells => _cells.Cells;

    /// <summary>Cells of columns that the table's schema does not tell, by their numbers.</summary>
    public IReadOnlyList<int> Unmapped => _byColumn.Unmapped;

    public bool HasNewImage => _cells.HasNewImage;

    public bool HasOldImage => _cells.HasOldImage;

    /// <summary>Metadata of the row in the new image.</summary>
    public CellTimes NewRow => _cells.NewRow;

    /// <summary>Who caused the change, as a string of JSON; empty when the record does not say.</summary>
    public ReadOnlySpan<byte> Origin => _cells.Origin.IsNull ? default : _cells.Origin.In(Json);

    /// <summary>One of the names of <see cref="Shapes.Operation"/>.</summary>
    public string Operation { get; private set; } = "";

    /// <summary>Whether the change is one of the partition's static columns, and not of a row.</summary>
    public bool IsStatic { get; private set; }

    /// <summary>Turns to a record.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises.</exception>
    public void Read(in ChangeRecord record)
    {
        _json = record.Json;
        if (!Utf8.IsValid(Json))
        {
            throw Unreadable(record, "the record: expected UTF-8, found other bytes.", null);
        }

        try
        {
            _cells.Read(Json);
            _byColumn.Match(_cells.Cells, Json);
        }
        catch (UnreadableRecordException fault)
        {
            throw Unreadable(record, fault.Message, fault);
        }
        catch (JsonException fault)
        {
            throw Unreadable(record, "the record: expected JSON of at most 64 levels, found other text.", fault);
        }

        var origin = Origin.SequenceEqual("\"REPLICATION\""u8) ? RecordOrigin.Replication : RecordOrigin.User;
        Operation = Shapes.Operation.Of(stream.ViewType, origin, HasNewImage, HasOldImage);
        IsStatic = TellsStatic();
    }

    /// <summary>The value object of a key column; empty for null.</summary>
    public ReadOnlySpan<byte> KeyOf(TableColumn column) => ValueOf(_byColumn.KeyOf(column.Index));

    /// <summary>The value object of a column in an image; empty for null.</summary>
    public ReadOnlySpan<byte> ValueOf(TableColumn column, RowImage image) =>
        ValueOf(image == RowImage.New ? _byColumn.NewOf(column.Index) : _byColumn.OldOf(column.Index));

    /// <summary>The fault of a record, in words that tell which record it is.</summary>
    public UnreadableRecordException Unreadable(in ChangeRecord record, string problem, Exception? cause) => UnreadableRecordException.Of(record, shardId, problem, cause);

    private ReadOnlySpan<byte> ValueOf(int cell) => cell < 0 || Cells[cell].Value.IsNull ? default : Cells[cell].Value.In(Json);

    /// <summary>A static column's record has no cells of a row; without images only the missing clustering key tells it.</summary>
    private bool TellsStatic()
    {
        var (hasStatic, hasClusteringKey) = (false, false);
        foreach (ref readonly var cell in Cells)
        {
            if (cell.Place is ColumnPlace.NewValueCells or ColumnPlace.OldValueCells)
            {
                return false;
            }

            hasStatic |= cell.Place is ColumnPlace.NewStaticCells or ColumnPlace.OldStaticCells;
            hasClusteringKey |= cell.Place == ColumnPlace.ClusteringKeys;
        }

        return hasStatic || (columns.HasClusteringKey && !hasClusteringKey);
    }
}

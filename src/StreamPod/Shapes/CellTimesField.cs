using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The field <c>_meta</c>: when the row and its cells were written and when they expire, as the service says it, of the new image.</summary>
internal sealed class CellTimesField(RowField field)
{
    private static readonly FieldType Times = FieldType.Struct(
        new Field("write_time", FieldType.Of(FieldKind.String)),
        new Field("expiration_time", FieldType.Of(FieldKind.String)));

    private readonly RowField _row = field.Children[0];
    private readonly RowField _columns = field.Children[1];

    public static Field Field { get; } = new(OwnNames.Meta, FieldType.Struct(
        new Field("row", Times),
        new Field("columns", FieldType.Map(FieldType.Of(FieldKind.String), Times))));

    public void Write(ChangedRow row, IRowSink sink)
    {
        if (!row.HasNewImage)
        {
            sink.Null(field);
            return;
        }

        sink.BeginStruct(field);
        WriteTimes(_row, row.NewRow, row, sink);
        WriteColumns(row, sink);
        sink.EndStruct(field);
    }

    private void WriteColumns(ChangedRow row, IRowSink sink)
    {
        var count = 0;
        foreach (ref readonly var cell in row.Cells)
        {
            count += IsTold(cell) ? 1 : 0;
        }

        sink.BeginList(_columns, count);
        foreach (ref readonly var cell in row.Cells)
        {
            if (IsTold(cell))
            {
                sink.BeginItem(_columns);
                OwnText.WriteString(_columns.Children[0], cell.Name.In(row.Json), sink);
                WriteTimes(_columns.Children[1], cell.Times, row, sink);
            }
        }

        sink.EndList(_columns);
    }

    private static bool IsTold(in RecordCell cell) => !cell.Times.IsNone && cell.Place is (ColumnPlace.NewValueCells or ColumnPlace.NewStaticCells);

    private static void WriteTimes(RowField times, CellTimes found, ChangedRow row, IRowSink sink)
    {
        if (found.IsNone)
        {
            sink.Null(times);
            return;
        }

        sink.BeginStruct(times);
        WriteTime(times.Children[0], found.WriteTime, row, sink);
        WriteTime(times.Children[1], found.ExpirationTime, row, sink);
        sink.EndStruct(times);
    }

    private static void WriteTime(RowField time, JsonRange found, ChangedRow row, IRowSink sink)
    {
        if (found.IsNull)
        {
            sink.Null(time);
        }
        else
        {
            OwnText.WriteString(time, found.In(row.Json), sink);
        }
    }
}

using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>A shape that gives prepared rows, one for each record, whatever is in the record. A row may break off after some values, and is dropped then.</summary>
internal sealed class ScriptedRows(RowSchema schema) : IRowShape
{
    private readonly Queue<(object?[] Row, int? BreaksAfter)> _rows = new();

    public RowSchema Schema => schema;

    public void Add(object?[] row, int? breaksAfter = null) => _rows.Enqueue((row, breaksAfter));

    public void Write(in ChangeRecord record, IRowSink sink)
    {
        var (row, breaksAfter) = _rows.Dequeue();
        try
        {
            RowFeed.Give(breaksAfter is { } values ? new BreakingSink(sink, values) : sink, schema, row);
        }
        catch (UnreadableRecordException)
        {
            sink.DropRow();
            throw;
        }
    }
}

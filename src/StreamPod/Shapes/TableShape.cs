using System.Text.Json;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The form of a record as a row of its table's columns: whole in the sink, or without a trace.</summary>
internal abstract class TableShape(RowSchema schema, ChangedRow row) : IRowShape
{
    public RowSchema Schema { get; } = schema;

    /// <summary>The record being written.</summary>
    protected ChangedRow Row { get; } = row;

    public void Write(in ChangeRecord record, IRowSink sink)
    {
        Row.Read(record);
        var isWhole = false;
        sink.BeginRow();
        try
        {
            WriteFields(record, sink);
            sink.EndRow();
            isWhole = true;
        }
        catch (UnreadableRecordException fault)
        {
            throw Row.Unreadable(record, fault.Message, fault);
        }
        catch (JsonException fault)
        {
            throw Row.Unreadable(record, "a value: expected JSON of at most 64 levels, found other text.", fault);
        }
        finally
        {
            if (!isWhole)
            {
                sink.DropRow();
            }
        }
    }

    protected abstract void WriteFields(in ChangeRecord record, IRowSink sink);
}

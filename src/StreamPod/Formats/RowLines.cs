using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The form of a record as one JSON line of its row. Used by one thread at a time.</summary>
internal sealed class RowLines(IRowShape rows) : IRecordShape
{
    private readonly JsonRowWriter _writer = new(rows.Schema);

    public void Write(in ChangeRecord record, IBufferWriter<byte> output)
    {
        _writer.Output = output;
        try
        {
            rows.Write(record, _writer);
        }
        finally
        {
            _writer.Output = null;
        }
    }
}

using System.Buffers;
using KeyspacesStreamer.StreamPod.Formats;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats;

/// <summary>Rows as lines in a buffer that is filled again and again.</summary>
internal sealed class RowLinesOutput(IRowShape shape)
{
    private readonly RowLines _lines = new(shape);
    private readonly ArrayBufferWriter<byte> _output = new(1024 * 1024);

    public void Repeat(in ChangeRecord record, int times)
    {
        for (var time = 0; time < times; time++)
        {
            _output.ResetWrittenCount();
            _lines.Write(record, _output);
        }
    }
}

using System.Buffers;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>Lines as they come: nothing is held back, and nothing ends the object.</summary>
internal sealed class JsonLinesWriter(IRecordShape shape, IBufferWriter<byte> output) : IObjectWriter
{
    public long HeldBytes => 0;

    public void Append(in ChangeRecord record) => shape.Write(record, output);

    public void Complete()
    {
    }

    public void Dispose()
    {
    }
}

using System.Buffers;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>One JSON document a line, each ended by a line feed.</summary>
internal sealed class JsonLinesFormat(IRecordShape shape) : IObjectFormat
{
    public IObjectWriter Open(IBufferWriter<byte> output) => new JsonLinesWriter(shape, output);
}

using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Shapes;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>One JSON document a line, each ended by a line feed.</summary>
internal sealed class JsonLinesFormat : IObjectFormat
{
    public string ContentType => "application/x-ndjson";

    public string KeySuffix(ObjectCompression compression) => compression == ObjectCompression.None ? "" : ".gz";

    public IObjectWriter Open(IRecordShape shape, IBufferWriter<byte> output) => new JsonLinesWriter(shape, output);
}

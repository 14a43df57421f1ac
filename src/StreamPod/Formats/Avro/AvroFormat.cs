using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>Object container files of Avro: https://avro.apache.org/docs/1.12.0/specification/#object-container-files</summary>
/// <param name="rows">The form of the records.</param>
/// <param name="compression">What compresses the blocks.</param>
/// <param name="blockBytes">Bytes of a block before it is compressed.</param>
internal sealed class AvroFormat(IRowShape rows, ObjectCompression compression, int blockBytes = AvroFormat.BlockBytes) : IObjectFormat
{
    private const int BlockBytes = 256 * 1024;

    private readonly byte[] _schema = AvroSchema.JsonOf(rows.Schema);

    public IObjectWriter Open(IBufferWriter<byte> output) => new AvroWriter(rows, new AvroContainer(_schema, compression, output), blockBytes);
}

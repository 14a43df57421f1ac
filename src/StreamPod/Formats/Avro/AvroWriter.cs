using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Avro;

/// <summary>Rows into an object container file, a block at a time.</summary>
internal sealed class AvroWriter : IObjectWriter
{
    private readonly IRowShape _rows;
    private readonly AvroContainer _container;
    private readonly int _blockBytes;
    private readonly PooledArray<byte> _block = new();
    private readonly AvroRowSink _sink;

    /// <param name="rows">The form of the records.</param>
    /// <param name="container">The file.</param>
    /// <param name="blockBytes">A block ends with the row that reaches this.</param>
    public AvroWriter(IRowShape rows, AvroContainer container, int blockBytes)
    {
        (_rows, _container, _blockBytes) = (rows, container, blockBytes);
        _sink = new AvroRowSink(_block);
    }

    public long HeldBytes => _block.CapacityBytes;

    public void Append(in ChangeRecord record)
    {
        _rows.Write(record, _sink);
        if (_block.Count >= _blockBytes)
        {
            EndBlock();
        }
    }

    public void Complete()
    {
        if (_sink.Rows > 0)
        {
            EndBlock();
        }

        _container.Complete();
        _block.Dispose();
    }

    public void Dispose() => _block.Dispose();

    private void EndBlock()
    {
        _container.WriteBlock(_sink.Rows, _block.Written);
        _sink.Clear();
        if (_block.CapacityBytes > 2L * _blockBytes)
        {
            // The room of a row larger than a block is not kept.
            _block.Dispose();
        }
    }
}

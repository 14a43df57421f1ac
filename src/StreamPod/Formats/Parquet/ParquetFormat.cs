using System.Buffers;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Rows;
using ParquetSharp.Schema;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>Files of Apache Parquet.</summary>
internal sealed class ParquetFormat : IObjectFormat
{
    /// <summary>Bytes of values and levels in a row group by default: as much is held before it is compressed, and as much again while it is. Another value is another encoder version.</summary>
    public const long RowGroupBytes = 4 * 1024 * 1024;

    private readonly IRowShape _rows;
    private readonly ObjectCompression _compression;
    private readonly long _rowGroupBytes;
    private readonly ParquetLevels _levels;
    private readonly Lazy<GroupNode> _schema;

    /// <param name="rows">The form of the records.</param>
    /// <param name="compression">What compresses the pages.</param>
    /// <param name="rowGroupBytes">Bytes of a row group before it is encoded.</param>
    public ParquetFormat(IRowShape rows, ObjectCompression compression, long rowGroupBytes = RowGroupBytes)
    {
        (_rows, _compression, _rowGroupBytes) = (rows, compression, rowGroupBytes);
        _levels = new ParquetLevels(rows.Schema);
        _schema = new Lazy<GroupNode>(() => ParquetSchema.Of(rows.Schema));
    }

    public IObjectWriter Open(IBufferWriter<byte> output) =>
        new ParquetWriter(_rows, _levels, () => new ParquetFile(_schema.Value, _compression, output), _rowGroupBytes);
}

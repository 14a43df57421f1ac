using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>Rows into a Parquet file, a row group at a time. The native library is met only where a row group ends.</summary>
internal sealed class ParquetWriter : IObjectWriter
{
    private readonly IRowShape _rows;
    private readonly ParquetRowSink _sink;
    private readonly Func<ParquetFile> _open;
    private readonly long _rowGroupBytes;
    private ParquetFile? _file;

    /// <param name="rows">The form of the records.</param>
    /// <param name="levels">The levels of its fields.</param>
    /// <param name="open">Begins the file.</param>
    /// <param name="rowGroupBytes">A row group ends with the row that reaches this.</param>
    public ParquetWriter(IRowShape rows, ParquetLevels levels, Func<ParquetFile> open, long rowGroupBytes)
    {
        (_rows, _open, _rowGroupBytes) = (rows, open, rowGroupBytes);
        _sink = new ParquetRowSink(rows.Schema, levels);
    }

    /// <summary>The columns, what the library holds, and what it will hold besides while it encodes the largest column.</summary>
    public long HeldBytes => _sink.HeldBytes + _sink.LargestColumnBytes + (_file?.HeldBytes ?? 0);

    public void Append(in ChangeRecord record)
    {
        _rows.Write(record, _sink);
        if (_sink.BufferedBytes >= _rowGroupBytes)
        {
            EndRowGroup();
        }
    }

    public void Complete()
    {
        if (_sink.Rows > 0)
        {
            EndRowGroup();
        }

        _file ??= _open();
        _file.Complete();
        Dispose();
    }

    public void Dispose()
    {
        _sink.Dispose();
        _file?.Dispose();
        _file = null;
    }

    private void EndRowGroup()
    {
        _file ??= _open();
        _file.AddRowGroup(_sink.Columns);
        _sink.Clear();
    }
}

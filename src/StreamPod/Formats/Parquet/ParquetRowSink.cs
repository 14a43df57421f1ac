using System.Buffers.Binary;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>Rows taken apart into columns. A row that is dropped takes every column back to its mark.</summary>
internal sealed class ParquetRowSink : IRowSink, IDisposable
{
    private readonly ParquetLevels _levels;
    private readonly ParquetColumn[] _columns;
    private readonly ParquetColumn?[] _columnOf;

    // Of each list that is open: the level that its first element continues at, and its elements so far.
    private readonly short[] _outer;
    private readonly int[] _items;
    private short _repetition;

    public ParquetRowSink(RowSchema schema, ParquetLevels levels)
    {
        _levels = levels;
        _columns = ParquetColumns.Of(levels);
        _columnOf = new ParquetColumn?[schema.All.Count];
        for (var leaf = 0; leaf < _columns.Length; leaf++)
        {
            _columnOf[levels.Leaves[leaf].Ordinal] = _columns[leaf];
        }

        (_outer, _items) = (new short[schema.All.Count], new int[schema.All.Count]);
    }

    public IReadOnlyList<ParquetColumn> Columns => _columns;

    /// <summary>Whole rows in the columns.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes of all columns, without a row that is open.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>Bytes of the largest column.</summary>
    public long LargestColumnBytes { get; private set; }

    /// <summary>Bytes that the columns have rented.</summary>
    public long HeldBytes { get; private set; }

    public void BeginRow()
    {
        _repetition = 0;
        foreach (var column in _columns)
        {
            column.Mark();
        }
    }

    public void EndRow()
    {
        Rows++;
        Measure();
    }

    public void DropRow()
    {
        foreach (var column in _columns)
        {
            column.Rewind();
        }

        Measure();
    }

    /// <summary>The columns were written, and are empty.</summary>
    public void Clear()
    {
        Rows = 0;
        Measure();
    }

    public void Null(RowField field)
    {
        if (field.Field.IsRequired)
        {
            throw new ArgumentException($"{field} is never null.", nameof(field));
        }

        AddLevels(field, _levels.Absent[field.Ordinal]);
    }

    public void Boolean(RowField field, bool value) => ValuesOf<bool>(field).Add(_repetition, value);

    public void Int32(RowField field, int value) => ValuesOf<int>(field).Add(_repetition, value);

    public void Int64(RowField field, long value) => ValuesOf<long>(field).Add(_repetition, value);

    public void Float(RowField field, float value) => ValuesOf<float>(field).Add(_repetition, value);

    public void Double(RowField field, double value) => ValuesOf<double>(field).Add(_repetition, value);

    public void String(RowField field, ReadOnlySpan<byte> value) => BytesOf(field).Add(_repetition, value);

    public void Bytes(RowField field, ReadOnlySpan<byte> value) => BytesOf(field).Add(_repetition, value);

    public void Uuid(RowField field, ReadOnlySpan<byte> value) => BytesOf(field).Add(_repetition, value);

    public void Decimal(RowField field, Int128 unscaled)
    {
        switch (_columnOf[field.Ordinal])
        {
            case ParquetValues<int> numbers:
                numbers.Add(_repetition, checked((int)unscaled));
                break;
            case ParquetValues<long> numbers:
                numbers.Add(_repetition, checked((long)unscaled));
                break;
            default:
                Span<byte> bytes = stackalloc byte[16];
                BinaryPrimitives.WriteInt128BigEndian(bytes, unscaled);
                BytesOf(field).Add(_repetition, bytes[^ParquetDecimal.BytesOf(field.Type.Precision)..]);
                break;
        }
    }

    public void BeginStruct(RowField field)
    {
    }

    public void EndStruct(RowField field)
    {
    }

    public void BeginList(RowField field, int count)
    {
        (_outer[field.Ordinal], _items[field.Ordinal]) = (_repetition, 0);
        if (count == 0)
        {
            AddLevels(field, _levels.Present[field.Ordinal]);
        }
    }

    public void BeginItem(RowField field)
    {
        if (_items[field.Ordinal]++ > 0)
        {
            _repetition = _levels.Repetition[field.Ordinal];
        }
    }

    public void EndList(RowField field) => _repetition = _outer[field.Ordinal];

    public void Dispose()
    {
        foreach (var column in _columns)
        {
            column.Dispose();
        }

        Measure();
    }

    private ParquetValues<T> ValuesOf<T>(RowField field)
        where T : unmanaged => (ParquetValues<T>)_columnOf[field.Ordinal]!; // shapes give values to fields that have them

    private ParquetBytes BytesOf(RowField field) => (ParquetBytes)_columnOf[field.Ordinal]!;

    private void AddLevels(RowField field, short definition)
    {
        var end = _levels.EndLeaf[field.Ordinal];
        for (var leaf = _levels.FirstLeaf[field.Ordinal]; leaf < end; leaf++)
        {
            _columns[leaf].AddLevels(_repetition, definition);
        }
    }

    private void Measure()
    {
        var (buffered, largest, held) = (0L, 0L, 0L);
        foreach (var column in _columns)
        {
            var bytes = column.BufferedBytes;
            buffered += bytes;
            largest = Math.Max(largest, bytes);
            held += column.HeldBytes;
        }

        (BufferedBytes, LargestColumnBytes, HeldBytes) = (buffered, largest, held);
    }
}

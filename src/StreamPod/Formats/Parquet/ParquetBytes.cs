using System.Buffers;
using ParquetSharp;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>A column of texts or bytes: the lengths, and all bytes one after the other. The library takes addresses, in batches that begin and end with rows.</summary>
/// <param name="definition">The definition level of its values.</param>
/// <param name="repetition">Its highest repetition level.</param>
/// <param name="width">Bytes of each value; 0 when they vary.</param>
internal sealed class ParquetBytes(short definition, short repetition, int width = 0) : ParquetColumn(definition, repetition)
{
    private const int BatchEntries = 4096;

    private readonly PooledArray<byte> _bytes = new();
    private readonly PooledArray<int> _lengths = new();
    private int _bytesMark;
    private int _lengthsMark;
    private int _count;
    private int _countMark;

    protected override long ValueBytes => _bytes.Count + ((long)_lengths.Count * sizeof(int));

    protected override long HeldValueBytes => _bytes.CapacityBytes + _lengths.CapacityBytes;

    public void Add(short repetitionLevel, ReadOnlySpan<byte> value)
    {
        AddLevels(repetitionLevel, Definition);
        _bytes.Add(value);
        _count++;
        if (width == 0)
        {
            _lengths.Add(value.Length);
        }
        else
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, width);
        }
    }

    protected override void MarkValues() => (_bytesMark, _lengthsMark, _countMark) = (_bytes.Count, _lengths.Count, _count);

    protected override void RewindValues()
    {
        _bytes.Rewind(_bytesMark);
        _lengths.Rewind(_lengthsMark);
        _count = _countMark;
    }

    protected override void ClearValues()
    {
        _bytes.Clear();
        _lengths.Clear();
        _count = 0;
    }

    protected override void DisposeValues()
    {
        _bytes.Dispose();
        _lengths.Dispose();
    }

    protected override unsafe void Write(ColumnWriter column)
    {
        var entries = Definition > 0 ? Definitions.Length : _count;
        fixed (byte* bytes = _bytes.Items)
        {
            var (value, at) = (0, 0L);
            for (int start = 0, end; start < entries; start = end)
            {
                end = EndOfRow(Math.Min(start + BatchEntries, entries), entries);
                var values = ValuesBetween(start, end);
                if (width == 0)
                {
                    at = WriteTexts((ColumnWriter<ByteArray>)column, start, end, bytes, at, _lengths.Written.Slice(value, values));
                }
                else
                {
                    at = WriteFixed((ColumnWriter<FixedLenByteArray>)column, start, end, bytes, at, values);
                }

                value += values;
            }
        }
    }

    private unsafe long WriteTexts(ColumnWriter<ByteArray> column, int start, int end, byte* bytes, long at, ReadOnlySpan<int> lengths)
    {
        var batch = ArrayPool<ByteArray>.Shared.Rent(lengths.Length + 1);
        for (var index = 0; index < lengths.Length; index++)
        {
            batch[index] = new ByteArray((nint)(bytes + at), lengths[index]);
            at += lengths[index];
        }

        column.WriteBatch(end - start, LevelsOf(Definitions, start, end), LevelsOf(Repetitions, start, end), batch);
        ArrayPool<ByteArray>.Shared.Return(batch);
        return at;
    }

    private unsafe long WriteFixed(ColumnWriter<FixedLenByteArray> column, int start, int end, byte* bytes, long at, int values)
    {
        var batch = ArrayPool<FixedLenByteArray>.Shared.Rent(values + 1);
        for (var index = 0; index < values; index++)
        {
            batch[index] = new FixedLenByteArray((nint)(bytes + at));
            at += width;
        }

        column.WriteBatch(end - start, LevelsOf(Definitions, start, end), LevelsOf(Repetitions, start, end), batch);
        ArrayPool<FixedLenByteArray>.Shared.Return(batch);
        return at;
    }

    private static ReadOnlySpan<short> LevelsOf(ReadOnlySpan<short> levels, int start, int end) => levels.IsEmpty ? levels : levels[start..end];

    /// <summary>The first entry from a place on that begins a row: pages of files with an index hold whole rows.</summary>
    private int EndOfRow(int place, int entries)
    {
        while (place < entries && !Repetitions.IsEmpty && Repetitions[place] != 0)
        {
            place++;
        }

        return place;
    }

    private int ValuesBetween(int start, int end) => Definitions.IsEmpty ? end - start : Definitions[start..end].Count(Definition);
}

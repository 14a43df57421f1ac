using ParquetSharp;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>One column of the open row group: its levels, and in derived types its values, which only entries of the highest definition level have.</summary>
/// <param name="definition">The definition level of its values.</param>
/// <param name="repetition">Its highest repetition level.</param>
internal abstract class ParquetColumn(short definition, short repetition) : IDisposable
{
    private readonly PooledArray<short> _definitions = new();
    private readonly PooledArray<short> _repetitions = new();
    private int _definitionMark;
    private int _repetitionMark;

    /// <summary>Bytes of values and levels.</summary>
    public long BufferedBytes => ValueBytes + ((long)(_definitions.Count + _repetitions.Count) * sizeof(short));

    /// <summary>Bytes rented.</summary>
    public long HeldBytes => HeldValueBytes + _definitions.CapacityBytes + _repetitions.CapacityBytes;

    protected abstract long ValueBytes { get; }

    protected abstract long HeldValueBytes { get; }

    /// <summary>Empty for a column whose entries all have values.</summary>
    protected ReadOnlySpan<short> Definitions => _definitions.Written;

    /// <summary>Empty for a column outside of lists.</summary>
    protected ReadOnlySpan<short> Repetitions => _repetitions.Written;

    protected short Definition => definition;

    /// <summary>Adds an entry without a value, or with the one that the caller adds.</summary>
    public void AddLevels(short repetitionLevel, short definitionLevel)
    {
        if (repetition > 0)
        {
            _repetitions.Add(repetitionLevel);
        }

        if (definition > 0)
        {
            _definitions.Add(definitionLevel);
        }
    }

    /// <summary>What <see cref="Rewind"/> goes back to.</summary>
    public void Mark()
    {
        (_definitionMark, _repetitionMark) = (_definitions.Count, _repetitions.Count);
        MarkValues();
    }

    public void Rewind()
    {
        _definitions.Rewind(_definitionMark);
        _repetitions.Rewind(_repetitionMark);
        RewindValues();
    }

    /// <summary>Writes the column as the next one of a row group, and empties it.</summary>
    public void WriteTo(RowGroupWriter group)
    {
        using (var column = group.NextColumn())
        {
            Write(column);
        }

        _definitions.Clear();
        _repetitions.Clear();
        ClearValues();
        Mark();
    }

    public void Dispose()
    {
        _definitions.Dispose();
        _repetitions.Dispose();
        DisposeValues();
    }

    protected abstract void MarkValues();

    protected abstract void RewindValues();

    protected abstract void ClearValues();

    protected abstract void DisposeValues();

    protected abstract void Write(ColumnWriter column);
}

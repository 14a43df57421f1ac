using System.Runtime.CompilerServices;
using ParquetSharp;

namespace KeyspacesStreamer.StreamPod.Formats.Parquet;

/// <summary>A column of numbers or booleans, which the library takes as they are.</summary>
internal sealed class ParquetValues<T>(short definition, short repetition) : ParquetColumn(definition, repetition)
    where T : unmanaged
{
    private readonly PooledArray<T> _values = new();
    private int _mark;

    protected override long ValueBytes => (long)_values.Count * Unsafe.SizeOf<T>();

    protected override long HeldValueBytes => _values.CapacityBytes;

    public void Add(short repetitionLevel, T value)
    {
        AddLevels(repetitionLevel, Definition);
        _values.Add(value);
    }

    protected override void MarkValues() => _mark = _values.Count;

    protected override void RewindValues() => _values.Rewind(_mark);

    protected override void ClearValues() => _values.Clear();

    protected override void DisposeValues() => _values.Dispose();

    protected override void Write(ColumnWriter column)
    {
        var entries = Definition > 0 ? Definitions.Length : _values.Count;
        // The library wants an address even where all entries are null.
        ReadOnlySpan<T> values = _values.Count > 0 ? _values.Written : [default];
        ((ColumnWriter<T>)column).WriteBatch(entries, Definitions, Repetitions, values);
    }
}

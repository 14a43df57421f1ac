using ParquetSharp;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The texts of one column of a row group, one after the other.</summary>
/// <param name="column">A column of byte arrays, outside of lists.</param>
/// <param name="present">The definition level of its values.</param>
internal sealed class ParquetTexts(ColumnReader<ByteArray> column, short present)
{
    private const int BatchRows = 1024;

    private readonly short[] _definitions = new short[BatchRows];
    private readonly ByteArray[] _values = new ByteArray[BatchRows];
    private readonly string?[] _texts = new string?[BatchRows];
    private int _next;
    private int _count;

    /// <returns>False after the last row.</returns>
    /// <exception cref="ParquetException">The column is damaged.</exception>
    public bool TryRead(out string? text)
    {
        if (_next == _count)
        {
            ReadBatch();
        }

        text = _next < _count ? _texts[_next] : null;
        return _next++ < _count;
    }

    /// <summary>The library's texts are gone with its next batch, so they are copied.</summary>
    private void ReadBatch()
    {
        (_next, _count) = (0, 0);
        if (!column.HasNext)
        {
            return;
        }

        _count = (int)column.ReadBatch(BatchRows, present > 0 ? _definitions : [], [], _values, out _);
        var value = 0;
        for (var row = 0; row < _count; row++)
        {
            _texts[row] = present == 0 || _definitions[row] == present ? TextOf(_values[value++]) : null;
        }
    }

    private static unsafe string TextOf(ByteArray value) => System.Text.Encoding.UTF8.GetString(new ReadOnlySpan<byte>((void*)value.Pointer, value.Length));
}

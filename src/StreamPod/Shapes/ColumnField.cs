using System.Text.Json;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>A column of the table as a field of a row, or of a struct in it.</summary>
internal sealed class ColumnField(TableColumn column, RowField field, ValueForms forms)
{
    private readonly ValueReader _reader = ValueReaders.Of(column.Type, field, forms);

    public TableColumn Column { get; } = column;

    /// <param name="value">The value object on the wire; empty for null.</param>
    /// <param name="sink">Takes the value.</param>
    public void Write(ReadOnlySpan<byte> value, IRowSink sink)
    {
        if (value.IsEmpty)
        {
            _reader.WriteNull(sink);
            return;
        }

        var reader = new Utf8JsonReader(value);
        reader.Read();
        _reader.Read(ref reader, sink);
    }
}

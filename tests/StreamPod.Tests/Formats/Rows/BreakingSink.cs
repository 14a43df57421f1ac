using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>Passes on so many calls of a row, then finds the record unreadable.</summary>
internal sealed class BreakingSink(IRowSink inner, int calls) : IRowSink
{
    private int _calls = calls;

    public void BeginRow() => inner.BeginRow();

    public void EndRow() => After().EndRow();

    public void DropRow() => inner.DropRow();

    public void Null(RowField field) => After().Null(field);

    public void Boolean(RowField field, bool value) => After().Boolean(field, value);

    public void Int32(RowField field, int value) => After().Int32(field, value);

    public void Int64(RowField field, long value) => After().Int64(field, value);

    public void Float(RowField field, float value) => After().Float(field, value);

    public void Double(RowField field, double value) => After().Double(field, value);

    public void String(RowField field, ReadOnlySpan<byte> value) => After().String(field, value);

    public void Bytes(RowField field, ReadOnlySpan<byte> value) => After().Bytes(field, value);

    public void Uuid(RowField field, ReadOnlySpan<byte> value) => After().Uuid(field, value);

    public void Decimal(RowField field, Int128 unscaled) => After().Decimal(field, unscaled);

    public void BeginStruct(RowField field) => After().BeginStruct(field);

    public void EndStruct(RowField field) => After().EndStruct(field);

    public void BeginList(RowField field, int count) => After().BeginList(field, count);

    public void BeginItem(RowField field) => After().BeginItem(field);

    public void EndList(RowField field) => After().EndList(field);

    private IRowSink After() => _calls-- > 0 ? inner : throw new UnreadableRecordException("The row breaks off here.");
}

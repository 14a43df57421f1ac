namespace KeyspacesStreamer.StreamPod.Rows;

/// <summary>
/// Takes the values of one row after the other, depth first in the order of the schema: every field of a struct is given exactly once, as a value, as
/// null, or as the struct, list or map that it is. A row is complete with <see cref="EndRow"/>; one that is dropped leaves no trace.
/// The fields of the row itself come right after <see cref="BeginRow"/>: there is no <see cref="BeginStruct"/> for it. Used by one thread at a time.
/// </summary>
internal interface IRowSink
{
    void BeginRow();

    void EndRow();

    /// <summary>Takes back what was written since <see cref="BeginRow"/>, wherever in the row that was.</summary>
    void DropRow();

    /// <summary>A field without a value, and so all below it. Not for required fields.</summary>
    void Null(RowField field);

    void Boolean(RowField field, bool value);

    /// <summary>An Int32, or the days of a Date.</summary>
    void Int32(RowField field, int value);

    /// <summary>An Int64, the milliseconds of a Timestamp, or the nanoseconds of a Time.</summary>
    void Int64(RowField field, long value);

    void Float(RowField field, float value);

    void Double(RowField field, double value);

    /// <param name="field">A String.</param>
    /// <param name="value">Valid UTF-8.</param>
    void String(RowField field, ReadOnlySpan<byte> value);

    void Bytes(RowField field, ReadOnlySpan<byte> value);

    /// <param name="field">A Uuid.</param>
    /// <param name="value">Its 16 bytes in the order of its text.</param>
    void Uuid(RowField field, ReadOnlySpan<byte> value);

    /// <param name="field">A Decimal.</param>
    /// <param name="unscaled">The number times ten to the power of the field's scale; it has no more digits than the field's precision.</param>
    void Decimal(RowField field, Int128 unscaled);

    void BeginStruct(RowField field);

    void EndStruct(RowField field);

    /// <summary>Begins a list, or a map. Before each element <see cref="BeginItem"/>, then the element, or key and value.</summary>
    /// <param name="field">A List or a Map.</param>
    /// <param name="count">How many follow.</param>
    void BeginList(RowField field, int count);

    void BeginItem(RowField field);

    void EndList(RowField field);
}

using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Rows;

/// <summary>The form of one record as a row of typed fields. A row follows from the record, the table's schema and the settings alone.</summary>
internal interface IRowShape
{
    RowSchema Schema { get; }

    /// <summary>Writes the record as one row: whole, or not at all.</summary>
    /// <exception cref="UnreadableRecordException">The record is not what the service promises, or a value does not fit its field; nothing was appended.</exception>
    void Write(in ChangeRecord record, IRowSink sink);
}

using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>timestamp</c> in the forms of <see cref="TimestampText"/>.</summary>
internal sealed class TimestampReader(RowField field, ValueForms forms) : ScalarReader(field, "a moment as milliseconds since 1970 or ISO 8601 with its zone", "timestampT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!TimestampText.TryRead(text, out var milliseconds, out var form))
        {
            return false;
        }

        forms.Note(form);
        sink.Int64(Field, milliseconds);
        return true;
    }
}

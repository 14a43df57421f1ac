using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>time</c> in the forms of <see cref="TimeText"/>.</summary>
internal sealed class TimeReader(RowField field, ValueForms forms) : ScalarReader(field, "a time as HH:mm:ss or nanoseconds since midnight", "timeT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!TimeText.TryRead(text, out var nanoseconds, out var form))
        {
            return false;
        }

        forms.Note(form);
        sink.Int64(Field, nanoseconds);
        return true;
    }
}

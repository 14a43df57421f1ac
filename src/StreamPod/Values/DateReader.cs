using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>date</c> in the forms of <see cref="DateText"/>.</summary>
internal sealed class DateReader(RowField field, ValueForms forms) : ScalarReader(field, "a date as YYYY-MM-DD or days since 1970-01-01", "dateT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!DateText.TryRead(text, out var days, out var form))
        {
            return false;
        }

        forms.Note(form);
        sink.Int32(Field, days);
        return true;
    }
}

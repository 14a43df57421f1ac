using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>decimal</c> into text, as it came: its scale is part of it.</summary>
internal sealed class DecimalTextReader(RowField field, ValueForms forms) : ScalarReader(field, "a decimal number", "decimalT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!DecimalNumber.TryRead(text, out var number))
        {
            return false;
        }

        if (number.HasExponent)
        {
            forms.Note(ValueForm.DecimalExponent);
        }

        sink.String(Field, text);
        return true;
    }
}

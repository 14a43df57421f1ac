using System.Globalization;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>varint</c> into text of digits, however many they are.</summary>
internal sealed class VarintTextReader(RowField field, ValueForms forms) : ScalarReader(field, "a whole number", "varintT", "intT", "bigintT", "smallintT", "tinyintT", "counterT")
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        var digits = text.StartsWith("-"u8) ? text[1..] : text;
        if (!digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            sink.String(Field, text);
            return true;
        }

        // With an exponent, or a plus sign: written out.
        if (!DecimalNumber.TryRead(text, out var number) || !number.TryFit(38, 0, out var whole))
        {
            return false;
        }

        if (number.HasExponent)
        {
            forms.Note(ValueForm.VarintExponent);
        }

        Span<byte> written = stackalloc byte[40];
        whole.TryFormat(written, out var length, provider: CultureInfo.InvariantCulture);
        sink.String(Field, written[..length]);
        return true;
    }
}

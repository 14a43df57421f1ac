using System.Globalization;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>float</c> or <c>double</c> in the spellings of Java and of C: <c>1.0E10</c>, <c>NaN</c>, <c>-Infinity</c>, <c>inf</c>.</summary>
internal sealed class FloatingReader(RowField field, ValueForms forms) : ScalarReader(field, "a number of floating point", field.Type.Kind == FieldKind.Float ? "floatT" : "doubleT")
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly bool _isFloat = field.Type.Kind == FieldKind.Float;

    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (TryReadWord(text, out var word))
        {
            Write(word, (float)word, sink);
            return true;
        }

        // Each is the nearest of its kind to the text: a float is not the float of the double.
        float single = 0;
        double number = 0;
        var isRead = _isFloat
            ? float.TryParse(text, Style, CultureInfo.InvariantCulture, out single) && float.IsFinite(single)
            : double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        if (isRead)
        {
            Write(number, single, sink);
        }

        return isRead;
    }

    private void Write(double number, float single, IRowSink sink)
    {
        if (_isFloat)
        {
            sink.Float(Field, single);
        }
        else
        {
            sink.Double(Field, number);
        }
    }

    private bool TryReadWord(ReadOnlySpan<byte> text, out double value)
    {
        var isNegative = text.StartsWith("-"u8);
        var word = isNegative || text.StartsWith("+"u8) ? text[1..] : text;
        value = double.NaN;
        if (word.IsEmpty || word[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'.')
        {
            return false;
        }

        var isNumber = !System.Text.Ascii.EqualsIgnoreCase(word, "nan"u8);
        if (isNumber)
        {
            value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
            if (!System.Text.Ascii.EqualsIgnoreCase(word, "infinity"u8) && !System.Text.Ascii.EqualsIgnoreCase(word, "inf"u8))
            {
                return false;
            }
        }

        if (!word.SequenceEqual("NaN"u8) && !word.SequenceEqual("Infinity"u8))
        {
            forms.Note(ValueForm.FloatWordOfC);
        }

        return true;
    }
}

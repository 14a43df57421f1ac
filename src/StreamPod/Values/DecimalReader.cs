using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>decimal</c> or <c>varint</c> into a decimal of fixed digits. A value that has more of them is unreadable: nothing is rounded.</summary>
/// <param name="field">The field.</param>
/// <param name="exponent">The form of a number with an exponent.</param>
/// <param name="forms">Takes note of it.</param>
/// <param name="members">Names of the type's member.</param>
internal sealed class DecimalReader(RowField field, ValueForm exponent, ValueForms forms, params string[] members)
    : ScalarReader(field, $"a number that is exact in {field.Type.Precision} digits, {field.Type.Scale} of them after the point", members)
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!DecimalNumber.TryRead(text, out var number) || !number.TryFit(Field.Type.Precision, Field.Type.Scale, out var unscaled))
        {
            return false;
        }

        if (number.HasExponent)
        {
            forms.Note(exponent);
        }

        sink.Decimal(Field, unscaled);
        return true;
    }
}

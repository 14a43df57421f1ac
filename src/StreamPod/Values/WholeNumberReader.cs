using System.Buffers.Text;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>tinyint</c>, <c>smallint</c>, <c>int</c>, <c>bigint</c> and <c>counter</c>; a member of another of these types if the value fits.</summary>
/// <param name="field">The field.</param>
/// <param name="least">The type's least value.</param>
/// <param name="most">The type's greatest value.</param>
internal sealed class WholeNumberReader(RowField field, long least, long most)
    : ScalarReader(field, $"a whole number from {least} to {most}", "intT", "bigintT", "counterT", "smallintT", "tinyintT", "varintT")
{
    private readonly bool _isLong = field.Type.Kind == FieldKind.Int64;

    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (!Utf8Parser.TryParse(text, out long value, out var length) || length != text.Length || value < least || value > most)
        {
            return false;
        }

        if (_isLong)
        {
            sink.Int64(Field, value);
        }
        else
        {
            sink.Int32(Field, (int)value);
        }

        return true;
    }
}

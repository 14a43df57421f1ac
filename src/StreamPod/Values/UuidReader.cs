using System.Buffers;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads <c>uuid</c> and <c>timeuuid</c> in any case, and gives them as text in lower case or as bytes.</summary>
internal sealed class UuidReader(RowField field) : ScalarReader(field, "a UUID", "uuidT", "timeuuidT")
{
    private const int TextLength = 36;

    private readonly bool _isText = field.Type.Kind == FieldKind.String;

    protected override bool TryWrite(ReadOnlySpan<byte> text, IRowSink sink)
    {
        if (text.Length != TextLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[32];
        text[..8].CopyTo(digits);
        text[9..13].CopyTo(digits[8..]);
        text[14..18].CopyTo(digits[12..]);
        text[19..23].CopyTo(digits[16..]);
        text[24..].CopyTo(digits[20..]);
        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        if (_isText)
        {
            Span<byte> lower = stackalloc byte[TextLength];
            System.Text.Ascii.ToLower(text, lower, out _);
            sink.String(Field, lower);
        }
        else
        {
            sink.Uuid(Field, bytes);
        }

        return true;
    }
}

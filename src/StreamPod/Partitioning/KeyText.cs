namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>A key under construction in a fixed number of bytes, written without allocating.</summary>
internal ref struct KeyText(Span<byte> buffer)
{
    private const string Hex = "0123456789ABCDEF";

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>False once something did not fit.</summary>
    public bool Fits { get; private set; } = true;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Append(scoped ReadOnlySpan<byte> text)
    {
        Fits &= text.Length <= _buffer.Length - _length;
        if (Fits)
        {
            text.CopyTo(_buffer[_length..]);
            _length += text.Length;
        }
    }

    public void AppendNumber(int value, int digits)
    {
        Span<byte> text = stackalloc byte[digits];
        for (var index = digits - 1; index >= 0; index--)
        {
            text[index] = (byte)('0' + (value % 10));
            value /= 10;
        }

        Append(text);
    }

    /// <summary>Appends a value so that it stays one segment: bytes outside <c>A-Z a-z 0-9 _ . = @ : + -</c> as %XX, and the dots of a value made of dots.</summary>
    public void AppendEncoded(scoped ReadOnlySpan<byte> value)
    {
        var onlyDots = value.IndexOfAnyExcept((byte)'.') < 0;
        Span<byte> escape = stackalloc byte[3];
        escape[0] = (byte)'%';
        for (var index = 0; index < value.Length && Fits; index++)
        {
            var symbol = value[index];
            if (IsPlain(symbol) && !onlyDots)
            {
                Append(value.Slice(index, 1));
                continue;
            }

            escape[1] = (byte)Hex[symbol >> 4];
            escape[2] = (byte)Hex[symbol & 15];
            Append(escape);
        }
    }

    private static bool IsPlain(byte symbol) => char.IsAsciiLetterOrDigit((char)symbol)
        || symbol is (byte)'_' or (byte)'.' or (byte)'=' or (byte)'@' or (byte)':' or (byte)'+' or (byte)'-';
}

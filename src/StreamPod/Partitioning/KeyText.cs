using System.Security.Cryptography;

namespace KeyspacesStreamer.StreamPod.Partitioning;

/// <summary>A key under construction in a fixed number of bytes, written without allocating.</summary>
internal ref struct KeyText(Span<byte> buffer)
{
    /// <summary>Bytes of a cut value of which nothing but the hash is left.</summary>
    public const int ShortestCut = 1 + HashDigits;

    private const string Hex = "0123456789ABCDEF";
    private const int HashDigits = 32;

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
    public void AppendEncoded(scoped ReadOnlySpan<byte> value) => AppendEncoded(value, IsOnlyDots(value));

    /// <summary>Appends the beginning of a value that is too long, an exclamation mark, which no encoded value holds, and 32 hex digits of the whole value's SHA-256.</summary>
    /// <param name="value">The value.</param>
    /// <param name="bytes">Bytes of the key that it may take, <see cref="ShortestCut"/> at least.</param>
    public void AppendCut(scoped ReadOnlySpan<byte> value, int bytes)
    {
        var (end, room) = (0, bytes - ShortestCut);
        while (end < value.Length)
        {
            // Whole characters, so that what is left of the value can be decoded.
            System.Text.Rune.DecodeFromUtf8(value[end..], out _, out var length);
            room -= EncodedLength(value.Slice(end, length));
            if (room < 0)
            {
                break;
            }

            end += length;
        }

        AppendEncoded(value[..end], escapesDots: false);
        Append("!"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, hash);
        Span<byte> digits = stackalloc byte[HashDigits];
        Convert.TryToHexStringLower(hash[..(HashDigits / 2)], digits, out _);
        Append(digits);
    }

    /// <summary>Bytes of a key that <see cref="AppendEncoded(ReadOnlySpan{byte})"/> takes for a value.</summary>
    public static int EncodedLength(scoped ReadOnlySpan<byte> value)
    {
        if (IsOnlyDots(value))
        {
            return 3 * value.Length;
        }

        var length = 0;
        foreach (var symbol in value)
        {
            length += IsPlain(symbol) ? 1 : 3;
        }

        return length;
    }

    private void AppendEncoded(scoped ReadOnlySpan<byte> value, bool escapesDots)
    {
        Span<byte> escape = stackalloc byte[3];
        escape[0] = (byte)'%';
        for (var index = 0; index < value.Length && Fits; index++)
        {
            var symbol = value[index];
            if (IsPlain(symbol) && !escapesDots)
            {
                Append(value.Slice(index, 1));
                continue;
            }

            escape[1] = (byte)Hex[symbol >> 4];
            escape[2] = (byte)Hex[symbol & 15];
            Append(escape);
        }
    }

    private static bool IsOnlyDots(scoped ReadOnlySpan<byte> value) => value.IndexOfAnyExcept((byte)'.') < 0;

    private static bool IsPlain(byte symbol) => char.IsAsciiLetterOrDigit((char)symbol)
        || symbol is (byte)'_' or (byte)'.' or (byte)'=' or (byte)'@' or (byte)':' or (byte)'+' or (byte)'-';
}

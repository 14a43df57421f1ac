using System.Globalization;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>Writes numbers as JSON has them, exactly: every digit of a decimal, the shortest text that is read back as the same floating point.</summary>
internal static class NumberText
{
    /// <summary>Bytes that the longest text takes.</summary>
    public const int Longest = 48;

    /// <param name="text">Takes the text.</param>
    /// <param name="unscaled">The digits.</param>
    /// <param name="scale">How many of them are after the point.</param>
    /// <returns>Its length.</returns>
    public static int WriteDecimal(Span<byte> text, Int128 unscaled, int scale)
    {
        Span<byte> digits = stackalloc byte[Longest];
        var isNegative = unscaled < 0;
        // The least Int128 has no positive counterpart, but has more digits than any decimal.
        (isNegative ? -unscaled : unscaled).TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        var length = 0;
        if (isNegative)
        {
            text[length++] = (byte)'-';
        }

        for (var place = Math.Max(count, scale + 1); place > 0; place--)
        {
            if (place == scale)
            {
                text[length++] = (byte)'.';
            }

            text[length++] = place > count ? (byte)'0' : digits[count - place];
        }

        return length;
    }

    /// <returns>The length of <c>0.1</c>, <c>1.0</c>, <c>-0.0</c> or <c>1E+23</c>: never that of a whole number. Of a value that is no number the length of a word, which is no JSON number.</returns>
    public static int WriteDouble(Span<byte> text, double value)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return WithPoint(text, length, double.IsFinite(value));
    }

    /// <returns>As that of <see cref="WriteDouble"/>.</returns>
    public static int WriteFloat(Span<byte> text, float value)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return WithPoint(text, length, float.IsFinite(value));
    }

    private static int WithPoint(Span<byte> text, int length, bool isFinite)
    {
        if (!isFinite || text[..length].IndexOfAny((byte)'.', (byte)'E') >= 0)
        {
            return length;
        }

        ".0"u8.CopyTo(text[length..]);
        return length + 2;
    }
}

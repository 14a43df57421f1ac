namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>A decimal number from its text: its digits without zeros at either end, and the power of ten that they are times of.</summary>
/// <param name="Digits">The digits with their sign, if they are at most 38.</param>
/// <param name="Count">How many digits.</param>
/// <param name="Exponent">The power of ten.</param>
/// <param name="HasExponent">Whether the text has an exponent.</param>
internal readonly record struct DecimalNumber(Int128 Digits, int Count, long Exponent, bool HasExponent)
{
    private const int MostDigits = 38;
    private static readonly Int128[] Powers = PowersOfTen();

    /// <summary>Digits with a point or without, and an exponent as Java's BigDecimal prints it: <c>-1.5E-10</c>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DecimalNumber number)
    {
        number = default;
        var isNegative = text.StartsWith("-"u8);
        text = isNegative || text.StartsWith("+"u8) ? text[1..] : text;
        var (digits, count, zeros, point, at) = (Int128.Zero, 0, 0, -1, 0);
        var places = 0;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if (text[at] == '.' && point < 0)
            {
                point = places;
            }
            else if (digit is < 0 or > 9)
            {
                break;
            }
            else
            {
                places++;
                Append(digit, ref digits, ref count, ref zeros);
            }
        }

        if (places == 0 || !TryReadExponent(text[at..], out var exponent))
        {
            return false;
        }

        exponent += zeros - (point < 0 ? 0 : places - point);
        number = new DecimalNumber(isNegative ? -digits : digits, count, count == 0 ? 0 : exponent, at < text.Length);
        return true;
    }

    /// <summary>The number times ten to the power of a scale.</summary>
    /// <param name="precision">Most digits.</param>
    /// <param name="scale">Digits after the point.</param>
    /// <param name="unscaled">The result.</param>
    /// <returns>False when it has more digits, or would lose one.</returns>
    public bool TryFit(int precision, int scale, out Int128 unscaled)
    {
        unscaled = Int128.Zero;
        if (Count == 0)
        {
            return true;
        }

        var shift = Exponent + scale;
        if (shift < 0 || Count + shift > precision)
        {
            return false;
        }

        unscaled = Digits * Powers[shift];
        return true;
    }

    private static void Append(int digit, ref Int128 digits, ref int count, ref int zeros)
    {
        if (digit == 0)
        {
            // Zeros count once a digit follows; in front of all digits they are nothing.
            zeros += count > 0 ? 1 : 0;
            return;
        }

        count += zeros + 1;
        if (count <= MostDigits)
        {
            digits = (digits * Powers[zeros + 1]) + digit;
        }

        zeros = 0;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        var cursor = new TextCursor(text);
        if (!cursor.TakeLetter('e'))
        {
            return false;
        }

        // Scales are of 32 bits: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/math/BigDecimal.html
        var isNegative = cursor.TakeSign();
        var isRead = cursor.TakeDigits(1, 10, out var number) && cursor.IsAtEnd;
        exponent = isNegative ? -(long)number : (long)number;
        return isRead;
    }

    private static Int128[] PowersOfTen()
    {
        var powers = new Int128[MostDigits + 1];
        powers[0] = Int128.One;
        for (var power = 1; power < powers.Length; power++)
        {
            powers[power] = powers[power - 1] * 10;
        }

        return powers;
    }
}

using System.Buffers.Text;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>A moment that came as text, turned into the JSON number of its seconds since the epoch without losing a digit.</summary>
internal static class EpochSeconds
{
    /// <summary>Longest text that is read.</summary>
    public const int MaximumLength = 64;

    /// <summary>Accepts a JSON number in a string, or ISO-8601 from 1970 on, with <c>Z</c>, an offset, or no zone (UTC); fraction digits stay as they came.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text, Span<byte> number, out int written)
    {
        written = 0;
        if (text.Length > MaximumLength)
        {
            return false;
        }

        if (IsJsonNumber(text))
        {
            text.CopyTo(number);
            written = text.Length;
            return true;
        }

        return TryReadIso(text, out var seconds, out var fraction)
            && Utf8Formatter.TryFormat(seconds, number, out written)
            && TryAppendFraction(fraction, number, ref written);
    }

    // https://www.rfc-editor.org/rfc/rfc8259#section-6
    private static bool IsJsonNumber(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("-"u8) ? text[1..] : text;
        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text.StartsWith("."u8))
        {
            var decimals = Digits(text[1..]);
            if (decimals == 0)
            {
                return false;
            }

            text = text[(decimals + 1)..];
        }

        return text.IsEmpty || IsExponent(text);
    }

    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        text = text.StartsWith("+"u8) || text.StartsWith("-"u8) ? text[1..] : text;
        return !text.IsEmpty && Digits(text) == text.Length;
    }

    private static bool TryReadIso(ReadOnlySpan<byte> text, out long seconds, out ReadOnlySpan<byte> fraction)
    {
        seconds = 0;
        fraction = default;
        // yyyy-MM-ddTHH:mm:ss
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':' || text[16] != ':'
            || !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day)
            || !TryNumber(text[11..13], out var hour) || !TryNumber(text[14..16], out var minute) || !TryNumber(text[17..19], out var second)
            || year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var rest = text[19..];
        if (rest.StartsWith("."u8) || rest.StartsWith(","u8))
        {
            fraction = rest.Slice(1, Digits(rest[1..]));
            if (fraction.IsEmpty)
            {
                return false;
            }

            rest = rest[(fraction.Length + 1)..];
        }

        var moment = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        seconds = (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        if (!TryReadOffset(rest, out var offset))
        {
            return false;
        }

        seconds -= offset;
        return seconds >= 0;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual("z"u8))
        {
            return true;
        }

        // +hh, +hhmm or +hh:mm
        var sign = text[0] == '-' ? -1 : 1;
        var minutes = 0;
        var valid = text[0] is (byte)'+' or (byte)'-' && text.Length is 3 or 5 or 6
            && TryNumber(text[1..3], out seconds)
            && (text.Length != 6 || text[3] == ':')
            && (text.Length == 3 || TryNumber(text[^2..], out minutes))
            && seconds <= 23 && minutes <= 59;
        seconds = sign * ((seconds * 3600) + (minutes * 60));
        return valid;
    }

    private static bool TryAppendFraction(ReadOnlySpan<byte> fraction, Span<byte> number, ref int written)
    {
        if (fraction.IsEmpty)
        {
            return true;
        }

        number[written++] = (byte)'.';
        fraction.CopyTo(number[written..]);
        written += fraction.Length;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        return Digits(digits) == digits.Length && Utf8Parser.TryParse(digits, out number, out _);
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }
}

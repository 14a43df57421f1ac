using System.Buffers.Text;

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The text of a moment: milliseconds since 1970, or a day and a time with <c>Z</c> or an offset, a <c>T</c> (ISO 8601) or a space (cqlsh) between them.</summary>
/// <remarks>A time without a zone is nowhere in the world in particular, so it is not read. Decimals below the millisecond may only be zeros.</remarks>
internal static class TimestampText
{
    private const long NanosecondsOfMillisecond = 1_000_000;
    private const long MillisecondsOfDay = 86_400_000;
    private const long MillisecondsOfMinute = 60_000;

    public static bool TryRead(ReadOnlySpan<byte> text, out long milliseconds, out ValueForm form)
    {
        form = ValueForm.TimestampMilliseconds;
        if (Utf8Parser.TryParse(text, out milliseconds, out var length) && length == text.Length)
        {
            return true;
        }

        var cursor = new TextCursor(text);
        if (!cursor.TakeDay(9, out var day))
        {
            return false;
        }

        form = cursor.TakeLetter('t') ? ValueForm.TimestampIso : ValueForm.TimestampCqlsh;
        if ((form == ValueForm.TimestampCqlsh && !cursor.Take(' '))
            || !cursor.TakeTime(out var nanoseconds)
            || nanoseconds % NanosecondsOfMillisecond != 0
            || !TakeOffset(ref cursor, out var minutes)
            || !cursor.IsAtEnd)
        {
            return false;
        }

        var moment = ((Int128)day.DaysSinceEpoch * MillisecondsOfDay) + (nanoseconds / NanosecondsOfMillisecond) - (minutes * MillisecondsOfMinute);
        milliseconds = unchecked((long)moment);
        return milliseconds == moment;
    }

    private static bool TakeOffset(ref TextCursor cursor, out long minutes)
    {
        minutes = 0;
        if (cursor.TakeLetter('z'))
        {
            return true;
        }

        // +hh, +hhmm or +hh:mm
        var isNegative = cursor.Take('-');
        if ((!isNegative && !cursor.Take('+')) || !TakeHoursAndMinutes(ref cursor, out minutes))
        {
            return false;
        }

        minutes = isNegative ? -minutes : minutes;
        return true;
    }

    private static bool TakeHoursAndMinutes(ref TextCursor cursor, out long minutes)
    {
        minutes = 0;
        if (!cursor.TakeTwoDigits(out var hour))
        {
            return false;
        }

        ulong minute = 0;
        if ((cursor.Take(':') || cursor.IsAtDigit) && !cursor.TakeTwoDigits(out minute))
        {
            return false;
        }

        minutes = (long)((hour * 60) + minute);
        return hour <= 23 && minute <= 59;
    }
}

namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The text of a duration: units as Cassandra writes them, ISO 8601 in both of its forms, or three numbers.</summary>
/// <remarks>Cassandra writes a duration of nothing as no text at all.</remarks>
internal static class DurationForms
{
    public static bool TryRead(ReadOnlySpan<byte> text, out DurationValue duration, out ValueForm form)
    {
        var cursor = new TextCursor(text);
        var isNegative = cursor.TakeSign();
        if (cursor.TakeLetter('p'))
        {
            return TryReadIso(cursor, isNegative, out duration, out form);
        }

        form = ValueForm.DurationUnits;
        if (TryReadUnits(cursor, isNegative, out duration) && (!cursor.IsAtEnd || text.IsEmpty))
        {
            return true;
        }

        form = ValueForm.DurationNumbers;
        return TryReadNumbers(new TextCursor(text), out duration);
    }

    private static bool TryReadUnits(TextCursor cursor, bool isNegative, out DurationValue duration)
    {
        duration = default;
        var sum = default(DurationSum);
        var last = DurationUnit.None;
        while (!cursor.IsAtEnd)
        {
            if (!cursor.TakeDigits(1, 19, out var count) || TakeUnit(ref cursor) is var unit && unit <= last)
            {
                return false;
            }

            sum.Add(unit, count);
            last = unit;
        }

        return sum.TryGet(isNegative, out duration);
    }

    private static DurationUnit TakeUnit(ref TextCursor cursor) =>
        cursor.TakeLetter('y') ? DurationUnit.Year
        : cursor.TakeWord("mo"u8) ? DurationUnit.Month
        : cursor.TakeLetter('w') ? DurationUnit.Week
        : cursor.TakeLetter('d') ? DurationUnit.Day
        : cursor.TakeLetter('h') ? DurationUnit.Hour
        : cursor.TakeWord("ms"u8) ? DurationUnit.Millisecond
        : cursor.TakeLetter('m') ? DurationUnit.Minute
        : cursor.TakeLetter('s') ? DurationUnit.Second
        : cursor.TakeWord("us"u8) || TakeMicro(ref cursor) ? DurationUnit.Microsecond
        : cursor.TakeWord("ns"u8) ? DurationUnit.Nanosecond
        : DurationUnit.None;

    /// <summary>The sign of micro, and the Greek letter that looks like it.</summary>
    private static bool TakeMicro(ref TextCursor cursor) => (cursor.TakeBytes("\u00b5"u8) || cursor.TakeBytes("\u03bc"u8)) && cursor.TakeLetter('s');

    private static bool TryReadIso(TextCursor cursor, bool isNegative, out DurationValue duration, out ValueForm form)
    {
        form = ValueForm.DurationIsoAlternative;
        if (TryReadIsoAlternative(cursor, isNegative, out duration))
        {
            return true;
        }

        form = ValueForm.DurationIso;
        var sum = default(DurationSum);
        var last = DurationUnit.None;
        var isTime = false;
        do
        {
            if (!isTime && cursor.TakeLetter('t'))
            {
                (isTime, last) = (true, DurationUnit.Day);
            }

            if (!TakeIsoPart(ref cursor, isTime, ref last, ref sum))
            {
                return false;
            }
        }
        while (!cursor.IsAtEnd);

        return sum.TryGet(isNegative, out duration);
    }

    /// <summary>A number with its letter: a sign of its own as Java writes it, and decimals of seconds.</summary>
    private static bool TakeIsoPart(ref TextCursor cursor, bool isTime, ref DurationUnit last, ref DurationSum sum)
    {
        var sign = cursor.TakeSign() ? -1 : 1;
        ulong fraction = 0;
        var isRead = cursor.TakeDigits(1, 19, out var count);
        var hasFraction = isRead && cursor.Take('.');
        isRead &= !hasFraction || cursor.TakeFraction(out fraction);
        var unit = isTime ? TakeIsoTimeUnit(ref cursor) : TakeIsoDayUnit(ref cursor);
        if (!isRead || unit <= last || (hasFraction && unit != DurationUnit.Second))
        {
            return false;
        }

        sum.Add(unit, sign * (Int128)count);
        sum.Add(DurationUnit.Nanosecond, sign * (Int128)fraction);
        last = unit;
        return true;
    }

    private static DurationUnit TakeIsoDayUnit(ref TextCursor cursor) =>
        cursor.TakeLetter('y') ? DurationUnit.Year
        : cursor.TakeLetter('m') ? DurationUnit.Month
        : cursor.TakeLetter('w') ? DurationUnit.Week
        : cursor.TakeLetter('d') ? DurationUnit.Day
        : DurationUnit.None;

    private static DurationUnit TakeIsoTimeUnit(ref TextCursor cursor) =>
        cursor.TakeLetter('h') ? DurationUnit.Hour
        : cursor.TakeLetter('m') ? DurationUnit.Minute
        : cursor.TakeLetter('s') ? DurationUnit.Second
        : DurationUnit.None;

    private static bool TryReadIsoAlternative(TextCursor cursor, bool isNegative, out DurationValue duration)
    {
        duration = default;
        var sum = default(DurationSum);
        return TakePart(ref cursor, 4, DurationUnit.Year, ref sum) && cursor.Take('-')
            && TakePart(ref cursor, 2, DurationUnit.Month, ref sum) && cursor.Take('-')
            && TakePart(ref cursor, 2, DurationUnit.Day, ref sum) && cursor.TakeLetter('t')
            && TakePart(ref cursor, 2, DurationUnit.Hour, ref sum) && cursor.Take(':')
            && TakePart(ref cursor, 2, DurationUnit.Minute, ref sum) && cursor.Take(':')
            && TakePart(ref cursor, 2, DurationUnit.Second, ref sum) && cursor.IsAtEnd
            && sum.TryGet(isNegative, out duration);
    }

    private static bool TakePart(ref TextCursor cursor, int digits, DurationUnit unit, ref DurationSum sum)
    {
        var isRead = cursor.TakeDigits(digits, digits, out var count);
        sum.Add(unit, count);
        return isRead;
    }

    private static bool TryReadNumbers(TextCursor cursor, out DurationValue duration)
    {
        duration = default;
        var sum = default(DurationSum);
        return TakeNumber(ref cursor, DurationUnit.Month, ref sum) && TakeSeparator(ref cursor)
            && TakeNumber(ref cursor, DurationUnit.Day, ref sum) && TakeSeparator(ref cursor)
            && TakeNumber(ref cursor, DurationUnit.Nanosecond, ref sum) && cursor.IsAtEnd
            && sum.TryGet(isNegative: false, out duration);
    }

    private static bool TakeNumber(ref TextCursor cursor, DurationUnit unit, ref DurationSum sum)
    {
        var sign = cursor.TakeSign() ? -1 : 1;
        var isRead = cursor.TakeDigits(1, 19, out var count);
        sum.Add(unit, sign * (Int128)count);
        return isRead;
    }

    /// <summary>Spaces, a comma, or both.</summary>
    private static bool TakeSeparator(ref TextCursor cursor)
    {
        var isFound = false;
        for (var commas = 0; cursor.Take(' ') || (commas == 0 && cursor.Take(',') && ++commas > 0);)
        {
            isFound = true;
        }

        return isFound;
    }
}

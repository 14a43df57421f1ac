namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>Reads text of ASCII from its beginning to its end, piece by piece.</summary>
internal ref struct TextCursor(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly bool IsAtDigit => !_rest.IsEmpty && _rest[0] is >= (byte)'0' and <= (byte)'9';

    public bool Take(char symbol)
    {
        if (_rest.IsEmpty || _rest[0] != symbol)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes a letter in either case.</summary>
    public bool TakeLetter(char lower) => Take(lower) || Take(char.ToUpperInvariant(lower));

    /// <summary>Takes letters in either case; all or none of them.</summary>
    public bool TakeWord(ReadOnlySpan<byte> lower)
    {
        if (_rest.Length < lower.Length || !System.Text.Ascii.EqualsIgnoreCase(_rest[..lower.Length], lower))
        {
            return false;
        }

        _rest = _rest[lower.Length..];
        return true;
    }

    /// <summary>Takes bytes as they are; all or none of them.</summary>
    public bool TakeBytes(ReadOnlySpan<byte> bytes)
    {
        var found = _rest.StartsWith(bytes);
        _rest = found ? _rest[bytes.Length..] : _rest;
        return found;
    }

    /// <summary>Takes a sign, if there is one.</summary>
    /// <returns>Whether it is a minus.</returns>
    public bool TakeSign()
    {
        var isMinus = Take('-');
        if (!isMinus)
        {
            Take('+');
        }

        return isMinus;
    }

    /// <summary>Takes all digits that come, if they are so many.</summary>
    /// <param name="least">Fewest digits.</param>
    /// <param name="most">Most digits, at most 19.</param>
    /// <param name="value">Their number.</param>
    public bool TakeDigits(int least, int most, out ulong value)
    {
        value = 0;
        var count = 0;
        for (; count < _rest.Length && _rest[count] is >= (byte)'0' and <= (byte)'9'; count++)
        {
            if (count == most)
            {
                return false;
            }

            value = (value * 10) + (ulong)(_rest[count] - '0');
        }

        _rest = _rest[count..];
        return count >= least;
    }

    /// <summary>Takes two digits, whatever follows.</summary>
    public bool TakeTwoDigits(out ulong value)
    {
        var two = new TextCursor(_rest[..Math.Min(2, _rest.Length)]);
        if (!two.TakeDigits(2, 2, out value) || !two.IsAtEnd)
        {
            return false;
        }

        _rest = _rest[2..];
        return true;
    }

    /// <summary>Takes the digits after a point: one to nine of them.</summary>
    /// <param name="billionths">Their number as billionths.</param>
    public bool TakeFraction(out ulong billionths)
    {
        var before = _rest.Length;
        if (!TakeDigits(1, 9, out billionths))
        {
            return false;
        }

        for (var digits = before - _rest.Length; digits < 9; digits++)
        {
            billionths *= 10;
        }

        return true;
    }

    /// <summary>Takes a day, <c>2026-01-02</c>: four or more digits of a year, with a sign or without.</summary>
    /// <param name="mostDigits">Most digits of the year.</param>
    /// <param name="day">The day.</param>
    public bool TakeDay(int mostDigits, out CivilDay day)
    {
        var isNegative = TakeSign();
        var isRead = TakeDigits(4, mostDigits, out var year) & Take('-') & TakeDigits(2, 2, out var month) & Take('-') & TakeDigits(2, 2, out var dayOfMonth);
        day = new CivilDay(isNegative ? -(long)year : (long)year, (int)month, (int)dayOfMonth);
        return isRead && day.IsValid;
    }

    /// <summary>Takes a time of day, <c>10:25:37.494</c>: seconds and their fraction may be missing.</summary>
    public bool TakeTime(out long nanoseconds)
    {
        nanoseconds = 0;
        if (!(TakeDigits(2, 2, out var hour) && Take(':') && TakeDigits(2, 2, out var minute)) || hour > 23 || minute > 59)
        {
            return false;
        }

        ulong second = 0;
        ulong fraction = 0;
        if (Take(':') && (!TakeDigits(2, 2, out second) || second > 59 || (Take('.') && !TakeFraction(out fraction))))
        {
            return false;
        }

        nanoseconds = (long)(((((hour * 60) + minute) * 60) + second) * 1_000_000_000 + fraction);
        return true;
    }
}

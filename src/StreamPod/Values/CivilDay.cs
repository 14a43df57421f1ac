namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>A day of the Gregorian calendar, which reaches without end into past and future as ISO 8601 has it: the year before 1 is 0, the one before that -1.</summary>
/// <remarks>The calendars of .NET end at the years 1 and 9999; dates and timestamps of Cassandra do not.</remarks>
internal readonly record struct CivilDay(long Year, int Month, int Day)
{
    private const int DaysInEra = 146_097; // 400 years
    private const int DaysBeforeEpoch = 719_468; // from 0000-03-01 to 1970-01-01

    public bool IsValid => Month is >= 1 and <= 12 && Day >= 1 && Day <= DaysInMonth;

    /// <summary>Days since 1970-01-01.</summary>
    public long DaysSinceEpoch
    {
        get
        {
            // Years that begin in March end with the leap day.
            var year = Month <= 2 ? Year - 1 : Year;
            var (era, yearOfEra) = Split(year, 400);
            var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
            return (era * DaysInEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - DaysBeforeEpoch;
        }
    }

    private int DaysInMonth => Month switch
    {
        2 => Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    public static CivilDay Of(long daysSinceEpoch)
    {
        var (era, dayOfEra) = Split(daysSinceEpoch + DaysBeforeEpoch, DaysInEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        return new CivilDay((era * 400) + yearOfEra + (month >= 10 ? 1 : 0), (int)(month < 10 ? month + 3 : month - 9), (int)day);
    }

    /// <returns>The quotient rounded down, and the rest, which is never negative.</returns>
    private static (long Quotient, long Remainder) Split(long number, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(number, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }
}

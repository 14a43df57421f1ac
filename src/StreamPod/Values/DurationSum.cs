namespace KeyspacesStreamer.StreamPod.Values;

/// <summary>The parts of a duration while they are added up; what does not fit shows at the end.</summary>
internal struct DurationSum
{
    private Int128 _months;
    private Int128 _days;
    private Int128 _nanoseconds;

    public void Add(DurationUnit unit, Int128 count)
    {
        switch (unit)
        {
            case DurationUnit.Year or DurationUnit.Month:
                _months += count * (unit == DurationUnit.Year ? 12 : 1);
                break;
            case DurationUnit.Week or DurationUnit.Day:
                _days += count * (unit == DurationUnit.Week ? 7 : 1);
                break;
            default:
                _nanoseconds += count * NanosecondsOf(unit);
                break;
        }
    }

    public readonly bool TryGet(bool isNegative, out DurationValue duration)
    {
        var sign = isNegative ? -1 : 1;
        var (months, days, nanoseconds) = (_months * sign, _days * sign, _nanoseconds * sign);
        duration = new DurationValue(unchecked((int)months), unchecked((int)days), unchecked((long)nanoseconds));
        return duration.Months == months && duration.Days == days && duration.Nanoseconds == nanoseconds;
    }

    private static long NanosecondsOf(DurationUnit unit) => unit switch
    {
        DurationUnit.Hour => 3_600_000_000_000,
        DurationUnit.Minute => 60_000_000_000,
        DurationUnit.Second => 1_000_000_000,
        DurationUnit.Millisecond => 1_000_000,
        DurationUnit.Microsecond => 1_000,
        DurationUnit.Nanosecond => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A unit of time expected."),
    };
}

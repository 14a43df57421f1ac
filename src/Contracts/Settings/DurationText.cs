using System.Globalization;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Durations as people write them in settings: <c>500ms</c>, <c>60s</c>, <c>15m</c>, <c>1h</c>, parts together (<c>1m30s</c>), or <c>00:01:00</c>.</summary>
public static class DurationText
{
    /// <summary>What to write, for messages.</summary>
    public const string Wanted = "a duration such as 500ms, 60s, 15m or 1h";

    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
    ];

    /// <summary>Reads a duration; false when the text is none or does not fit.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        return text.Contains(':', StringComparison.Ordinal)
            ? text.Count(character => character == ':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero
            : TryParseUnits(text, out duration);
    }

    /// <summary>The canonical text: whole hours, minutes, seconds or milliseconds, in the largest unit that is exact.</summary>
    public static string Format(TimeSpan duration)
    {
        var ticks = duration.Ticks;
        return ticks switch
        {
            0 => "0s",
            _ when ticks % TimeSpan.TicksPerHour == 0 => Whole(ticks / TimeSpan.TicksPerHour, "h"),
            _ when ticks % TimeSpan.TicksPerMinute == 0 => Whole(ticks / TimeSpan.TicksPerMinute, "m"),
            _ when ticks % TimeSpan.TicksPerSecond == 0 => Whole(ticks / TimeSpan.TicksPerSecond, "s"),
            _ when ticks % TimeSpan.TicksPerMillisecond == 0 => Whole(ticks / TimeSpan.TicksPerMillisecond, "ms"),
            _ => duration.ToString("c", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>For a column that people read: whole seconds in the two largest units that have a part in it, such as <c>2h13m</c>, <c>13m5s</c> or <c>45s</c>.</summary>
    public static string Brief(TimeSpan duration)
    {
        var (hours, minutes, seconds) = ((long)duration.TotalHours, duration.Minutes, duration.Seconds);
        return (hours, minutes, seconds) switch
        {
            (0, 0, _) => Whole(seconds, "s"),
            (0, _, 0) => Whole(minutes, "m"),
            (0, _, _) => Whole(minutes, "m") + Whole(seconds, "s"),
            (_, 0, _) => Whole(hours, "h"),
            _ => Whole(hours, "h") + Whole(minutes, "m"),
        };
    }

    private static string Whole(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");

    private static bool TryParseUnits(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        var smallest = long.MaxValue;
        Int128 ticks = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits is <= 0 or > 15 || !TryTakeUnit(rest[digits..], out var unit, out var unitLength) || unit >= smallest)
            {
                return false;
            }

            ticks += (Int128)long.Parse(rest[..digits], CultureInfo.InvariantCulture) * unit;
            smallest = unit;
            rest = rest[(digits + unitLength)..];
        }

        if (ticks > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        duration = new TimeSpan((long)ticks);
        return true;
    }

    private static bool TryTakeUnit(ReadOnlySpan<char> text, out long ticks, out int length)
    {
        foreach (var (suffix, unit) in Units)
        {
            if (text.StartsWith(suffix, StringComparison.Ordinal))
            {
                (ticks, length) = (unit, suffix.Length);
                return true;
            }
        }

        (ticks, length) = (0, 0);
        return false;
    }
}

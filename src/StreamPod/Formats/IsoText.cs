using System.Globalization;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>Writes days and moments as ISO 8601 does: with a sign where the year has not four digits.</summary>
internal static class IsoText
{
    /// <summary>Bytes that the longest text takes.</summary>
    public const int Longest = 40;

    private const long MillisecondsOfDay = 86_400_000;

    /// <returns>The length of <c>2026-01-02</c>.</returns>
    public static int WriteDay(Span<byte> text, long daysSinceEpoch)
    {
        var day = CivilDay.Of(daysSinceEpoch);
        var length = 0;
        if (day.Year is < 0 or > 9999)
        {
            text[length++] = (byte)(day.Year < 0 ? '-' : '+');
        }

        Math.Abs(day.Year).TryFormat(text[length..], out var digits, "D4", CultureInfo.InvariantCulture);
        length += digits;
        text[length++] = (byte)'-';
        length += WriteNumber(text[length..], day.Month, 2);
        text[length++] = (byte)'-';
        return length + WriteNumber(text[length..], day.Day, 2);
    }

    /// <returns>The length of <c>2026-01-02T03:04:05.678Z</c>.</returns>
    public static int WriteMoment(Span<byte> text, long millisecondsSinceEpoch)
    {
        var (days, time) = Math.DivRem(millisecondsSinceEpoch, MillisecondsOfDay);
        (days, time) = time < 0 ? (days - 1, time + MillisecondsOfDay) : (days, time);
        var length = WriteDay(text, days);
        text[length++] = (byte)'T';
        length += WriteNumber(text[length..], (int)(time / 3_600_000), 2);
        text[length++] = (byte)':';
        length += WriteNumber(text[length..], (int)(time / 60_000 % 60), 2);
        text[length++] = (byte)':';
        length += WriteNumber(text[length..], (int)(time / 1_000 % 60), 2);
        text[length++] = (byte)'.';
        length += WriteNumber(text[length..], (int)(time % 1_000), 3);
        text[length++] = (byte)'Z';
        return length;
    }

    private static int WriteNumber(Span<byte> text, int number, int digits)
    {
        for (var place = digits - 1; place >= 0; place--, number /= 10)
        {
            text[place] = (byte)('0' + (number % 10));
        }

        return digits;
    }
}

using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>Writes times of day.</summary>
internal static class TimeText
{
    private const long Second = 1_000_000_000;
    private const long Day = 86_400 * Second;

    /// <param name="text">HH:mm:ss with at most nine digits of a fraction, or nanoseconds.</param>
    /// <param name="form">How it is written.</param>
    public static string Of(string text, TimeForm form)
    {
        var nanos = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Read(text);
        if (nanos >= Day)
        {
            throw new FormatException($"'{text}' is not a time of a day.");
        }

        return form switch
        {
            TimeForm.Text => string.Create(
                CultureInfo.InvariantCulture, $"{nanos / (3600 * Second):D2}:{nanos / (60 * Second) % 60:D2}:{nanos / Second % 60:D2}.{nanos % Second:D9}"),
            TimeForm.Nanos => nanos.ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };
    }

    private static long Read(string text)
    {
        var parts = text.Split('.');
        var fraction = parts.Length == 2 ? parts[1] : "0";
        return parts.Length <= 2 && fraction.Length is > 0 and <= 9
            ? (TimeOnly.ParseExact(parts[0], "HH:mm:ss", CultureInfo.InvariantCulture).Ticks * 100)
                + long.Parse(fraction.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new FormatException($"'{text}' is not a time of a day.");
    }
}

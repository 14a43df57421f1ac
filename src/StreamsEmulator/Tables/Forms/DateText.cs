using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>Writes dates.</summary>
internal static class DateText
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <param name="text">A date in ISO 8601, or days since 1970.</param>
    /// <param name="form">How it is written.</param>
    public static string Of(string text, DateForm form)
    {
        var days = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - Epoch;
        return form switch
        {
            DateForm.Iso => Iso(days),
            DateForm.Days => days.ToString(CultureInfo.InvariantCulture),
            DateForm.Unsigned => (days + (1L << 31)).ToString(CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };
    }

    private static string Iso(int days) => (long)days + Epoch is var day && day >= 0 && day <= DateOnly.MaxValue.DayNumber
        ? DateOnly.FromDayNumber((int)day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : throw new FormatException($"Day {days} is not of the years 1 to 9999.");
}

using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>Writes timestamps.</summary>
internal static class TimestampText
{
    /// <param name="text">ISO 8601, or milliseconds since 1970.</param>
    /// <param name="form">How it is written.</param>
    public static string Of(string text, TimestampForm form)
    {
        var millis = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();
        return form switch
        {
            TimestampForm.Millis => millis.ToString(CultureInfo.InvariantCulture),
            TimestampForm.Iso => Written(millis, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
            TimestampForm.Cqlsh => Written(millis, "yyyy-MM-dd HH:mm:ss.fff'+0000'"),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };
    }

    private static string Written(long millis, string format) =>
        millis >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && millis <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(millis).ToString(format, CultureInfo.InvariantCulture)
            : throw new FormatException($"Millisecond {millis} is not of the years 1 to 9999.");
}

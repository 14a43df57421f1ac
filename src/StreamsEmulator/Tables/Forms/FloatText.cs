using System.Globalization;

namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>Writes floats and doubles.</summary>
internal static class FloatText
{
    /// <param name="text">A number, NaN or Infinity.</param>
    /// <param name="isSingle">Whether it has 32 bits.</param>
    /// <param name="form">How it is written.</param>
    public static string Of(string text, bool isSingle, FloatForm form)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        var shortest = isSingle ? ((float)number).ToString("R", CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
        return form switch
        {
            FloatForm.Java => Java(shortest),
            FloatForm.C => shortest.Replace("Infinity", "inf", StringComparison.Ordinal).ToLowerInvariant(),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };
    }

    /// <summary>A fraction always, and an exponent outside of 10^-3 to 10^7.</summary>
    private static string Java(string shortest)
    {
        var unsigned = shortest.TrimStart('-');
        if (!char.IsAsciiDigit(unsigned[0]))
        {
            return shortest;
        }

        var sign = shortest[..^unsigned.Length];
        var parts = unsigned.Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal) is var at && at < 0 ? parts[0].Length : at;
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        // The number is 0.digits times ten to this power.
        var power = point - (all.Length - digits.Length) + (parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        return sign + (digits.Length == 0 ? "0.0"
            : power is > -3 and <= 0 ? $"0.{new string('0', -power)}{digits}"
            : power is > 0 and <= 7 ? $"{digits.PadRight(power, '0')[..power]}.{(digits.Length > power ? digits[power..] : "0")}"
            : $"{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{(power - 1).ToString(CultureInfo.InvariantCulture)}");
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.StreamsEmulator.Tables.Forms;

/// <summary>Writes durations.</summary>
/// <remarks>https://docs.aws.amazon.com/keyspaces/latest/devguide/cql.elements.html#cql.data-types</remarks>
internal static partial class DurationText
{
    private static readonly (string Unit, long Months, long Days, long Nanos)[] Units =
    [
        ("y", 12, 0, 0), ("mo", 1, 0, 0), ("w", 0, 7, 0), ("d", 0, 1, 0),
        ("h", 0, 0, 3_600_000_000_000), ("m", 0, 0, 60_000_000_000), ("s", 0, 0, 1_000_000_000), ("ms", 0, 0, 1_000_000), ("us", 0, 0, 1_000), ("ns", 0, 0, 1),
    ];

    /// <param name="text">Cassandra's text: numbers with units, with a sign before all of them.</param>
    /// <param name="form">How it is written.</param>
    public static string Of(string text, DurationForm form)
    {
        var (months, days, nanos) = Read(text);
        var sign = text.StartsWith('-') ? "-" : "";
        return form switch
        {
            DurationForm.Text => sign + Cassandra(months, days, nanos),
            DurationForm.Iso => sign + Iso(months, days, nanos),
            DurationForm.Numbers => string.Create(CultureInfo.InvariantCulture, $"{Signed(months)},{Signed(days)},{Signed(nanos)}"),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
        };

        long Signed(long number) => sign.Length == 0 ? number : -number;
    }

    private static (long Months, long Days, long Nanos) Read(string text)
    {
        var match = Written().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"'{text}' is not a duration such as 1y2mo3d4h5m6s7ms8us9ns.");
        }

        var (months, days, nanos) = (0L, 0L, 0L);
        foreach (var (number, name) in match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures))
        {
            var count = long.Parse(number.Value, CultureInfo.InvariantCulture);
            var unit = Units.Single(unit => unit.Unit == name.Value);
            (months, days, nanos) = checked((months + (count * unit.Months), days + (count * unit.Days), nanos + (count * unit.Nanos)));
        }

        return (months, days, nanos);
    }

    private static string Cassandra(long months, long days, long nanos)
    {
        var text = new StringBuilder();
        foreach (var unit in Units.Where(unit => unit.Unit != "w"))
        {
            ref var left = ref unit.Months > 0 ? ref months : ref unit.Days > 0 ? ref days : ref nanos;
            var size = unit.Months + unit.Days + unit.Nanos;
            if (left / size > 0)
            {
                text.Append(left / size).Append(unit.Unit);
                left %= size;
            }
        }

        return text.Length > 0 ? text.ToString() : "0ns";
    }

    private static string Iso(long months, long days, long nanos)
    {
        var date = $"{Part(months / 12, "Y")}{Part(months % 12, "M")}{Part(days, "D")}";
        var (seconds, fraction) = (nanos / 1_000_000_000 % 60, nanos % 1_000_000_000);
        var second = fraction > 0
            ? $"{seconds.ToString(CultureInfo.InvariantCulture)}.{fraction.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}S"
            : Part(seconds, "S");
        var time = $"{Part(nanos / 3_600_000_000_000, "H")}{Part(nanos / 60_000_000_000 % 60, "M")}{second}";
        return time.Length > 0 ? $"P{date}T{time}" : date.Length > 0 ? $"P{date}" : "PT0S";
    }

    private static string Part(long number, string unit) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture) + unit;

    [GeneratedRegex("^-?((?<number>[0-9]{1,18})(?<unit>y|mo|w|d|h|ms|us|ns|m|s))+$")]
    private static partial Regex Written();
}

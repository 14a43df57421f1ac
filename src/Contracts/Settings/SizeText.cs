using System.Globalization;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Sizes as people write them in settings: <c>64Ki</c>, <c>64Mi</c>, <c>1Gi</c>, or a plain number of bytes.</summary>
public static class SizeText
{
    /// <summary>What to write, for messages.</summary>
    public const string Wanted = "a size such as 64Ki, 64Mi or 1Gi, or a whole number of bytes";

    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("Ti", 1L << 40),
        ("Gi", 1L << 30),
        ("Mi", 1L << 20),
        ("Ki", 1L << 10),
    ];

    /// <summary>Reads a size; false when the text is none or does not fit.</summary>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var (digits, unit) = (text, 1L);
        foreach (var (suffix, size) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
            {
                (digits, unit) = (text[..^suffix.Length], size);
            }
        }

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > long.MaxValue / unit)
        {
            return false;
        }

        bytes = count * unit;
        return true;
    }

    /// <summary>The canonical text, in the largest unit that is exact.</summary>
    public static string Format(long bytes)
    {
        foreach (var (suffix, size) in Units)
        {
            if (bytes != 0 && bytes % size == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{suffix}");
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}

using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>The columns that a key template names, and what to say of one that a table lacks.</summary>
public static partial class KeyTemplateColumns
{
    private const int MostNamed = 30;

    /// <summary>Names between <c>{column:</c> and <c>}</c>, each once, in their order.</summary>
    public static IReadOnlyList<string> In(string keyTemplate)
    {
        ArgumentNullException.ThrowIfNull(keyTemplate);
        return [.. Column().Matches(keyTemplate).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The columns as a list for a message, those first that the wrong name is most like.</summary>
    public static string Nearest(string wrong, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        ArgumentNullException.ThrowIfNull(columns);
        var rest = columns.Count > MostNamed ? $" and {columns.Count - MostNamed} more" : "";
        return string.Join(", ", NearestName.InOrder(wrong, columns).Take(MostNamed)) + rest;
    }

    [GeneratedRegex(@"\{column:(?<name>[^{}]+)\}")]
    private static partial Regex Column();
}

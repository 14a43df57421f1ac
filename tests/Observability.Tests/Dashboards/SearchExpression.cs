using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Dashboards;

/// <summary>One SEARCH of a CloudWatch dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html</summary>
internal sealed partial record SearchExpression(string Namespace, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, string> Properties, string Statistic, int Period)
{
    /// <summary>The searches in an expression, which may calculate with them.</summary>
    /// <exception cref="InvalidDataException">One is none of the form that our dashboards use.</exception>
    public static IReadOnlyList<SearchExpression> In(string text)
    {
        var matches = Form().Matches(text);
        return matches.Count != text.Split("SEARCH(").Length - 1 ? throw new InvalidDataException($"No search: {text}") : [.. matches.Select(Read)];
    }

    private static SearchExpression Read(Match match) => new(
        match.Groups["namespace"].Value,
        match.Groups["dimensions"] is { Success: true } dimensions ? dimensions.Value.Split(',') : [],
        Property().Matches(match.Groups["properties"].Value).ToDictionary(property => property.Groups[1].Value, property => property.Groups[2].Value),
        match.Groups["statistic"].Value,
        int.Parse(match.Groups["period"].Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"SEARCH\('(\{(?<namespace>[A-Za-z/]+),(?<dimensions>[A-Za-z,]+)\}|Namespace=""(?<namespace>[A-Za-z/]+)"")(?<properties>( [A-Za-z]+=""[^""]+"")+)', '(?<statistic>\w+)', (?<period>\d+)\)")]
    private static partial Regex Form();

    [GeneratedRegex(@"([A-Za-z]+)=""([^""]+)""")]
    private static partial Regex Property();
}

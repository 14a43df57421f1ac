using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Dashboards;

/// <summary>One SEARCH of a CloudWatch dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html</summary>
internal sealed partial record SearchExpression(string Namespace, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, string> Properties, string Statistic, int Period)
{
    /// <exception cref="InvalidDataException">It is none of the form that our dashboards use.</exception>
    public static SearchExpression Read(string text)
    {
        var match = Form().Match(text);
        return !match.Success ? throw new InvalidDataException($"No search: {text}") : new SearchExpression(
            match.Groups["namespace"].Value,
            match.Groups["dimensions"].Value.Split(','),
            Property().Matches(match.Groups["properties"].Value).ToDictionary(property => property.Groups[1].Value, property => property.Groups[2].Value),
            match.Groups["statistic"].Value,
            int.Parse(match.Groups["period"].Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^SEARCH\('\{(?<namespace>[A-Za-z/]+),(?<dimensions>[A-Za-z,]+)\}(?<properties>( [A-Za-z]+=""[^""]+"")+)', '(?<statistic>\w+)', (?<period>\d+)\)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"([A-Za-z]+)=""([^""]+)""")]
    private static partial Regex Property();
}

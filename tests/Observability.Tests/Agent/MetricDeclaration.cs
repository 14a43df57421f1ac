using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>Which series become metrics of CloudWatch, and with which dimensions:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights-Prometheus-Setup-configure.html</summary>
internal sealed record MetricDeclaration(IReadOnlyList<string> SourceLabels, Regex LabelMatcher, IReadOnlyList<IReadOnlyList<string>> Dimensions, IReadOnlyList<Regex> Selectors)
{
    public static MetricDeclaration Read(JsonObject declaration) => new(
        Words(declaration["source_labels"]),
        new Regex((string?)declaration["label_matcher"] ?? "", RegexOptions.CultureInvariant),
        [.. declaration["dimensions"]!.AsArray().Select(Words)], // the rules of the file ask for them
        [.. Words(declaration["metric_selectors"]).Select(selector => new Regex(selector, RegexOptions.CultureInvariant))]);

    public bool Takes(string name, IReadOnlyDictionary<string, string> labels) =>
        LabelMatcher.IsMatch(string.Join(';', SourceLabels.Select(label => labels.GetValueOrDefault(label, ""))))
        && Selectors.Any(selector => selector.IsMatch(name));

    private static IReadOnlyList<string> Words(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(word => (string?)word ?? "")];
}

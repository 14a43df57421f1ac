using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>The CloudWatch agent, as far as its configuration decides: from the series of a scrape to the metrics of CloudWatch.</summary>
internal static class AgentConfiguration
{
    // The agent drops histograms and series without a type (plugins/inputs/prometheus/metrics_filter.go of amazon-cloudwatch-agent).
    private static readonly string[] Kept = ["gauge", "counter", "summary"];

    public static JsonObject Document { get; } =
        JsonNode.Parse(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "observability", "cloudwatch-agent", "cwagentconfig.json")))!.AsObject(); // the file is an object

    public static JsonObject Prometheus { get; } = Document["logs"]!["metrics_collected"]!["prometheus"]!.AsObject(); // the rules of the file ask for it

    public static JsonObject Processor { get; } = Prometheus["emf_processor"]!.AsObject(); // the rules of the file ask for it

    public static IReadOnlyList<MetricDeclaration> Declarations { get; } =
        [.. Processor["metric_declaration"]!.AsArray().Select(declaration => MetricDeclaration.Read(declaration!.AsObject()))]; // a list of objects

    public static IReadOnlyDictionary<string, string> Units { get; } =
        Processor["metric_unit"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!); // texts by name

    /// <summary>The series that are taken from a target and are not dropped, with all their labels.</summary>
    public static IEnumerable<Series> TakenOf(string exposition, IReadOnlyDictionary<string, string> target) =>
        Exposition.Read(exposition)
            .Select(series => series with { Labels = LabelsOf(series, target) })
            .Where(series => ScrapeConfiguration.Takes(series.Labels) && Kept.Contains(series.Type));

    public static IEnumerable<PublishedMetric> PublishedOf(string exposition, IReadOnlyDictionary<string, string> target) =>
        from series in TakenOf(exposition, target)
        from declaration in Declarations
        where declaration.Takes(series.Name, series.Labels)
        from dimensions in declaration.Dimensions
        where dimensions.All(series.Labels.ContainsKey)
        select new PublishedMetric(series.Name, PublishedMetric.Key(dimensions), series.Type, series.Labels);

    // The agent adds the name of the cluster.
    private static Dictionary<string, string> LabelsOf(Series series, IReadOnlyDictionary<string, string> target) =>
        new Dictionary<string, string>(target.Where(label => !label.Key.StartsWith("__", StringComparison.Ordinal)).Concat(series.Labels))
        {
            ["__name__"] = series.Name,
            ["ClusterName"] = (string)Prometheus["cluster_name"]!, // the rules of the file ask for it
        };
}

using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Documents;

namespace KeyspacesStreamer.Observability.Tests.Agent;

/// <summary>How the CloudWatch agent finds pods and which of their series it takes.</summary>
internal static class ScrapeConfiguration
{
    private static readonly JsonNode Job = ReadJob();

    public static string JobName => (string)Job["job_name"]!; // the file has one

    public static IReadOnlyList<string> Namespaces { get; } =
        [.. Job["kubernetes_sd_configs"]![0]!["namespaces"]!["names"]!.AsArray().Select(name => (string)name!)]; // the file has them

    private static IReadOnlyList<RelabelRule> TargetRules { get; } = RulesOf("relabel_configs");

    private static IReadOnlyList<RelabelRule> SeriesRules { get; } = RulesOf("metric_relabel_configs");

    /// <summary>Labels that each series of a pod gets; null when the pod is not scraped.</summary>
    /// <param name="meta">What Kubernetes service discovery tells of the pod, names beginning with __.</param>
    public static IReadOnlyDictionary<string, string>? TargetOf(IReadOnlyDictionary<string, string> meta) =>
        Apply(TargetRules, new Dictionary<string, string>(meta) { ["job"] = JobName });

    /// <summary>Whether a series is taken, with these labels of its own and of its target.</summary>
    public static bool Takes(IReadOnlyDictionary<string, string> labels) => Apply(SeriesRules, labels) is not null;

    private static IReadOnlyDictionary<string, string>? Apply(IReadOnlyList<RelabelRule> rules, IReadOnlyDictionary<string, string> labels) =>
        rules.Aggregate((IReadOnlyDictionary<string, string>?)labels, (left, rule) => left is null ? null : rule.Apply(left));

    private static IReadOnlyList<RelabelRule> RulesOf(string name) => [.. Job[name]!.AsArray().Select(rule => RelabelRule.Read(rule!.AsObject()))]; // both are there

    private static JsonNode ReadJob() =>
        Assert.Single(YamlText.Read(File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "observability", "cloudwatch-agent", "prometheus.yaml")))!["scrape_configs"]!.AsArray())!; // the file has one job
}

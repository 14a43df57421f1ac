using System.Text.Json.Nodes;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests.Alerts;

/// <summary>The rules for Prometheus, as the chart renders them.</summary>
internal static class RuleDocument
{
    private const string Head = """
        # The alerts as a rule file of Prometheus itself; with the Prometheus operator, take metrics.prometheusRule of the chart.
        # Series carry the labels that the chart's PodMonitors give them: namespace, pod, and keyspaces_streamer_dev_stream for streams.
        # Made of charts/keyspaces-streamer/alerts.yaml; UPDATE_GOLDEN=1 writes it again.

        """;

    /// <summary>The PrometheusRule, with these settings of the chart.</summary>
    public static async Task<Manifest> ManifestAsync(params string[] settings) =>
        (await Renderer.WithAsync(["metrics.prometheusRule.enabled=true", .. settings])).Single(document => document.Kind == "PrometheusRule");

    /// <summary>Its groups as a file that Prometheus reads.</summary>
    public static async Task<string> TextAsync()
    {
        var text = (await ManifestAsync()).Text;
        var groups = text[(text.IndexOf("\nspec:\n", StringComparison.Ordinal) + "\nspec:\n".Length)..].TrimEnd('\n').Split('\n');
        return Head + string.Concat(groups.Select(line => line[2..] + "\n"));
    }

    public static IReadOnlyDictionary<string, JsonObject> RulesOf(Manifest manifest) => manifest["spec.groups"].AsArray()
        .SelectMany(group => group?["rules"]?.AsArray() ?? []).OfType<JsonObject>().ToDictionary(rule => (string?)rule["alert"] ?? "");
}

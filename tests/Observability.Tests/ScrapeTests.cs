using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The agent finds the pods that operator and chart make, and names them as alarms and dashboards ask.</summary>
public sealed class ScrapeTests
{
    [Fact]
    public void StreamPod_IsScrapedUnderItsNames()
    {
        var target = ScrapeConfiguration.TargetOf(Fleet.StreamPod());

        Assert.NotNull(target);
        Assert.Equal(
            new Dictionary<string, string> { ["__metrics_path__"] = Ports.MetricsPath, ["job"] = "keyspaces-cdc", ["Namespace"] = "keyspaces-streams", ["Component"] = "stream", ["Stream"] = "media-content" },
            target.Where(label => !label.Key.StartsWith("__meta", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public async Task OperatorPod_IsScrapedUnderItsNames()
    {
        var target = ScrapeConfiguration.TargetOf(await Fleet.OperatorPodAsync());

        Assert.NotNull(target);
        Assert.Equal(
            new Dictionary<string, string> { ["__metrics_path__"] = Ports.MetricsPath, ["job"] = "keyspaces-cdc", ["Namespace"] = Renderer.Namespace, ["Component"] = "operator" },
            target.Where(label => !label.Key.StartsWith("__meta", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public void Pod_OtherPort_IsNotScraped() => Assert.Null(ScrapeConfiguration.TargetOf(Fleet.StreamPod(port: "http")));

    [Theory]
    [InlineData("__meta_kubernetes_pod_annotation_prometheus_io_scrape")]
    [InlineData("__meta_kubernetes_pod_label_app_kubernetes_io_component")]
    public void Pod_WithoutTheMark_IsNotScraped(string mark) =>
        Assert.Null(ScrapeConfiguration.TargetOf(Fleet.StreamPod().Where(label => label.Key != mark).ToDictionary()));

    [Fact]
    public void Namespaces_AreThoseOfTheRoles()
    {
        var roles = AgentManifests.All.Where(manifest => manifest.Kind == "Role").Select(role => role.Namespace);
        var bindings = AgentManifests.All.Where(manifest => manifest.Kind == "RoleBinding").Select(binding => binding.Namespace);

        Assert.Equal(ScrapeConfiguration.Namespaces, roles);
        Assert.Equal(ScrapeConfiguration.Namespaces, bindings);
    }

    [Fact]
    public async Task Series_TakenAreThoseThatBecomeMetrics()
    {
        var published = (await Fleet.PublishedAsync()).Select(metric => metric.Name).ToHashSet();

        // The rest would be written, and billed, as log events that nobody reads.
        Assert.All(await Fleet.TakenAsync(), series => Assert.Contains(series.Name, published));
    }

    [Fact]
    public async Task Series_TakenBecomeMetricsEachOne()
    {
        var published = (await Fleet.PublishedAsync()).Select(metric => Text(metric.Labels)).ToHashSet();

        Assert.All(await Fleet.TakenAsync(), series => Assert.Contains(Text(series.Labels), published));
    }

    private static string Text(IReadOnlyDictionary<string, string> labels) => string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}

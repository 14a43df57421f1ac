using System.Text.RegularExpressions;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Testing.Rendering;

namespace KeyspacesStreamer.Chart.Tests;

/// <summary>How metrics are found, and what alarms.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Alerts_AskForMetricsThatExist()
    {
        var rule = (await Renderer.CaseAsync("monitoring")).Single(document => document.Kind == "PrometheusRule");
        var names = Metric().Matches(string.Join('\n', AlertsOf(rule).Select(alert => alert.Expression))).Select(match => match.Value).ToList();

        Assert.True(names.Count >= AlertsOf(rule).Count - 1, "All but the alert on reconciles ask for metrics of our own.");
        Assert.All(names, name => Assert.Contains([.. MetricNames.All, .. OperatorMetricNames.All], metric => metric.Name == name));
    }

    [Fact]
    public async Task Alerts_HaveLimitsOfTheValues()
    {
        var rule = (await Renderer.CaseAsync("monitoring")).Single(document => document.Kind == "PrometheusRule");
        var expressions = AlertsOf(rule).ToDictionary(alert => alert.Name, alert => alert.Expression);

        Assert.EndsWith("> 300", expressions["KeyspacesCdcLagHigh"], StringComparison.Ordinal);
        Assert.EndsWith("< 43200", expressions["KeyspacesCdcRetentionAtRisk"], StringComparison.Ordinal);
        Assert.Equal("prometheus", rule.Words("metadata.labels")["release"]);
    }

    [Fact]
    public async Task Monitors_FindTheOperatorAndTheStreams()
    {
        var documents = await Renderer.CaseAsync("monitoring");
        var monitors = documents.Where(document => document.Kind == "PodMonitor").ToDictionary(monitor => monitor.Name[(monitor.Name.LastIndexOf('-') + 1)..]);

        Assert.Equal(documents.Single(document => document.Kind == "Deployment").Words("spec.selector.matchLabels"), monitors["operator"].Words("spec.selector.matchLabels"));
        Assert.Equal("stream", monitors["stream"].Words("spec.selector.matchLabels")["app.kubernetes.io/component"]);
        Assert.Equal("true", monitors["stream"]["spec.namespaceSelector.any"].ToJsonString());
        Assert.All(monitors.Values, monitor => Assert.Equal(
            $$"""[{"port":"{{Ports.StatusName}}","path":"{{Ports.MetricsPath}}","interval":"1m30s","scrapeTimeout":"90s"}]""",
            monitor["spec.podMetricsEndpoints"].ToJsonString()));
    }

    [Fact]
    public async Task Monitor_OfStreams_LooksIntoTheWatchedNamespaces() =>
        Assert.Equal(
            """{"matchNames":["keyspaces-streams","analytics"]}""",
            (await Renderer.CaseAsync("two-namespaces")).Single(document => document.Kind == "PodMonitor" && document.Name.EndsWith("-stream", StringComparison.Ordinal))["spec.namespaceSelector"].ToJsonString());

    [Fact]
    public async Task Monitoring_Default_IsThereWithoutThePrometheusOperator() =>
        Assert.DoesNotContain(await Renderer.WithAsync(), document => document.ApiVersion.StartsWith("monitoring.", StringComparison.Ordinal));

    [Fact]
    public async Task Port_IsThatOfTheContracts()
    {
        var documents = await Renderer.WithAsync();
        var deployment = documents.Single(document => document.Kind == "Deployment");

        Assert.Equal($$"""[{"name":"{{Ports.StatusName}}","containerPort":{{Ports.Status}},"protocol":"TCP"}]""", deployment.Containers[0]["ports"]?.ToJsonString());
        Assert.Equal($$"""[{"name":"{{Ports.StatusName}}","port":{{Ports.Status}},"targetPort":"{{Ports.StatusName}}","protocol":"TCP"}]""", documents.Single(document => document.Kind == "Service")["spec.ports"].ToJsonString());
        Assert.Equal($"{Ports.Status}", deployment.Words("spec.template.metadata.annotations")["prometheus.io/port"]);
    }

    [Fact]
    public async Task Annotations_Off_LeavesThoseOfTheUser() =>
        Assert.Equal(
            ["owner"],
            (await Renderer.WithAsync("metrics.annotations=false", "podAnnotations.owner=data")).Single(document => document.Kind == "Deployment").Words("spec.template.metadata.annotations").Keys);

    [Fact]
    public async Task NetworkPolicy_LetsTheScraperInAndTheOperatorOut()
    {
        var policy = (await Renderer.CaseAsync("network-policy")).Single(document => document.Kind == "NetworkPolicy");

        Assert.Equal($$"""[{"port":"{{Ports.StatusName}}","protocol":"TCP"}]""", policy["spec.ingress"].AsArray()[0]?["ports"]?.ToJsonString());
        Assert.Equal(2, policy["spec.ingress"].AsArray()[0]?["from"]?.AsArray().Count);
        Assert.Equal("""[{"port":443,"protocol":"TCP"}]""", policy["spec.egress"].AsArray()[1]?["ports"]?.ToJsonString());
    }

    private static List<(string Name, string Expression)> AlertsOf(Manifest rule) =>
        [.. rule["spec.groups"].AsArray().SelectMany(group => group?["rules"]?.AsArray() ?? []).Select(alert => ((string?)alert?["alert"] ?? "", (string?)alert?["expr"] ?? ""))];

    [GeneratedRegex(@"\bkeyspaces_cdc_\w+")]
    private static partial Regex Metric();
}

using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Observability.Tests.Alerts;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>What the agent's configuration names is there, and reaches CloudWatch. Its own schema is not part of this project; these are the rules that our use of it has to keep.</summary>
public sealed class AgentTests
{
    private static readonly string[] Dimensions = ["ClusterName", "Namespace", "Stream"];

    [Fact]
    public void Configuration_HasTheMembersThatTheAgentKnows()
    {
        Assert.Equal(["agent", "logs"], AgentConfiguration.Document.Select(pair => pair.Key));
        Assert.Equal(["metrics_collected", "force_flush_interval"], AgentConfiguration.Document["logs"]?.AsObject().Select(pair => pair.Key));
        Assert.Equal(["cluster_name", "log_group_name", "prometheus_config_path", "emf_processor"], AgentConfiguration.Prometheus.Select(pair => pair.Key));
        Assert.Equal(["metric_declaration_dedup", "metric_namespace", "metric_unit", "metric_declaration"], AgentConfiguration.Processor.Select(pair => pair.Key));
        Assert.All(AgentConfiguration.Processor["metric_declaration"]?.AsArray() ?? [], declaration =>
            Assert.Equal(["source_labels", "label_matcher", "dimensions", "metric_selectors"], declaration?.AsObject().Select(pair => pair.Key)));
        Assert.Equal("ContainerInsights/Prometheus", (string?)AgentConfiguration.Processor["metric_namespace"]);
        Assert.Equal($"/aws/containerinsights/{AgentConfiguration.Prometheus["cluster_name"]}/prometheus", (string?)AgentConfiguration.Prometheus["log_group_name"]);
    }

    [Fact]
    public async Task Selectors_EachTakeSeriesOfARealScrape()
    {
        var taken = await Fleet.TakenAsync();

        Assert.All(AgentConfiguration.Declarations, declaration => Assert.All(declaration.Selectors, selector =>
            Assert.Contains(taken, series => (declaration with { Selectors = [selector] }).Takes(series.Name, series.Labels))));
    }

    // A name that is misspelt inside a selector with several of them would go unseen above.
    [Fact]
    public async Task Units_AreThoseOfTheMetricsThatArePublished()
    {
        var published = (await Fleet.PublishedAsync()).Select(metric => metric.Name).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(published, AgentConfiguration.Units.Keys.Order(StringComparer.Ordinal));
        Assert.All(AgentConfiguration.Units, unit => Assert.Equal(WordOf(KnownMetrics.Find(unit.Key)), unit.Value));
    }

    [Fact]
    public async Task Published_HasTypesThatTheAgentKeeps() =>
        Assert.All(await Fleet.PublishedAsync(), metric => Assert.Equal(KnownMetrics.Find(metric.Name).Type, Enum.Parse<MetricType>(metric.Type, ignoreCase: true)));

    [Fact]
    public void Selectors_NameNoHistogram()
    {
        var histograms = KnownMetrics.All.Where(metric => metric.Type == MetricType.Histogram).Select(metric => metric.Name);

        Assert.All(histograms, name => Assert.DoesNotContain(AgentConfiguration.Declarations, declaration => declaration.Selectors.Any(selector => selector.IsMatch(name))));
        Assert.All(AgentConfiguration.Units.Keys, name => Assert.NotEqual(MetricType.Histogram, KnownMetrics.Find(name).Type));
    }

    [Fact]
    public void Dimensions_AreFewAndBounded()
    {
        var labels = KnownMetrics.All.SelectMany(metric => metric.Labels).Where(label => label.Values.Count > 0).Select(label => label.Name);

        Assert.All(AgentConfiguration.Declarations.SelectMany(declaration => declaration.Dimensions), set =>
        {
            Assert.True(set.Count <= 4, "Each combination of values is billed as a metric.");
            Assert.All(set, name => Assert.Contains(name, Dimensions.Concat(labels)));
        });
    }

    // Several series under the same dimensions are added up by Sum, and mixed up by everything else.
    [Fact]
    public async Task Published_GaugesAndQuantiles_HaveDimensionsOfTheirOwn()
    {
        var values = (await Fleet.PublishedAsync()).Where(metric => metric.Type != "counter").GroupBy(metric => (metric.Name, metric.Dimensions, ValuesOf(metric)));

        Assert.All(values, group => Assert.Single(group));
    }

    public static TheoryData<string> Alarms => [.. AlertTable.All.Where(alert => alert.CloudWatch is not null).Select(alert => alert.Name)];

    [Theory]
    [MemberData(nameof(Alarms))]
    public async Task Alarm_LooksAtSeriesThatArePublishedUnderItsDimensions(string name)
    {
        var alert = AlertTable.Find(name);
        var dimensions = PublishedMetric.Key(alert.Scope == "stream" ? Dimensions : Dimensions[..2]);
        var published = (await Fleet.PublishedAsync()).Where(metric => metric.Name == alert.Metric && metric.Dimensions == dimensions).ToList();

        Assert.NotEmpty(published);
        Assert.All(published, metric => Assert.All(alert.Series, pair => Assert.Equal(pair.Value, metric.Labels[pair.Key])));
        // Other series under the same dimensions would raise the alarm too.
        Assert.True(published.Count == 1 || alert.CloudWatch?.Statistic == "Sum", $"{published.Count} series of {alert.Metric}");
    }

    private static string ValuesOf(PublishedMetric metric) => string.Join(',', metric.Dimensions.Split(',').Select(name => metric.Labels[name]));

    private static string WordOf(MetricDefinition metric) => metric.Unit switch
    {
        "seconds" => "Seconds",
        "bytes" => "Bytes",
        _ => "Count",
    };
}

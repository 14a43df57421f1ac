using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KeyspacesStreamer.Observability.Tests.Agent;
using KeyspacesStreamer.Observability.Tests.Alerts;
using KeyspacesStreamer.Observability.Tests.Dashboards;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Observability.Tests;

/// <summary>The dashboard for CloudWatch shows metrics that the agent publishes, and is a template that Terraform fills.</summary>
public sealed class CloudWatchDashboardTests
{
    private static readonly string Text = File.ReadAllText(RepositoryRoot.PathOf("infrastructure", "observability", "cloudwatch-dashboard.json"));
    private static readonly JsonNode Document = JsonNode.Parse(Text)!; // a text that is no JSON throws

    private const string Aws = "AWS/Cassandra";

    // https://docs.aws.amazon.com/keyspaces/latest/devguide/metrics-dimensions.html
    private static readonly IReadOnlyList<string> AwsMetrics = ["ReturnedRecordsCount", "SuccessfulRequestLatency", "SystemErrors", "UserErrors"];

    private static readonly IReadOnlyList<string> Expressions = [.. Widgets("metric")
        .SelectMany(properties => properties["metrics"]!.AsArray()).Select(line => (string)line![0]!["expression"]!)]; // each metric widget has some

    private static readonly IReadOnlyList<SearchExpression> AllSearches = [.. Expressions.SelectMany(SearchExpression.In)];
    private static readonly IReadOnlyList<SearchExpression> Searches = [.. AllSearches.Where(search => search.Namespace != Aws)];
    private static readonly IReadOnlyList<SearchExpression> AwsSearches = [.. AllSearches.Where(search => search.Namespace == Aws)];

    [Fact]
    public void Template_HasNothingToFillInButRegionClusterAndNamespace()
    {
        Assert.Equal(["cluster", "namespace", "region"], Regex.Matches(Text, @"\$\{([^}]*)\}").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("%{", Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_FindMetricsThatArePublished()
    {
        var published = await Fleet.PublishedAsync();

        Assert.NotEmpty(Searches);
        Assert.All(Searches, search => Assert.Contains(published, metric =>
            metric.Name == search.Properties["MetricName"] && metric.Dimensions == PublishedMetric.Key(search.Dimensions)
            && search.Properties.Where(pair => metric.Labels.ContainsKey(pair.Key) && !pair.Value.StartsWith('$')).All(pair => metric.Labels[pair.Key] == pair.Value)));
        Assert.All(Searches, search => Assert.Equal("ContainerInsights/Prometheus", search.Namespace));
        Assert.All(Searches, search => Assert.Empty(search.Properties.Keys.Except([.. search.Dimensions, "MetricName"])));
    }

    [Fact]
    public void Searches_AddUpCountersAndNothingElse() =>
        Assert.All(Searches, search => Assert.Equal(KnownMetrics.Find(search.Properties["MetricName"]).Type == MetricType.Counter, search.Statistic == "Sum"));

    [Fact]
    public void Searches_StayInTheClusterThatIsAskedFor() => Assert.All(Searches, search => Assert.Equal("${cluster}", search.Properties["ClusterName"]));

    [Fact]
    public void AwsSearches_ShowAllMetricsOfChangeStreamsByTheirDocumentedDimensions()
    {
        Assert.Equal(AwsMetrics, AwsSearches.Select(search => search.Properties["MetricName"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(AwsSearches.Where(search => search.Properties["MetricName"] != "UserErrors"), search =>
            Assert.Equal(["Keyspace", "Operation", "StreamLabel", "TableName"], search.Dimensions.Order(StringComparer.Ordinal)));
        Assert.All(AwsSearches.Where(search => search.Properties["MetricName"] == "UserErrors"), search => Assert.Empty(search.Dimensions));
    }

    [Fact]
    public void CrossCheck_ComparesRecordsReturnedByGetRecordsWithRecordsReadByAllPods()
    {
        var widget = Assert.Single(Widgets("metric"), properties => (string?)properties["title"] == "Returned by AWS, and read by the pods");
        var lines = widget["metrics"]!.AsArray().Select(line => line![0]!).ToDictionary(line => (string)line["id"]!, line => (string)line["expression"]!); // the test above reads them

        var returned = Assert.Single(SearchExpression.In(lines["returned"]));
        var taken = Assert.Single(SearchExpression.In(lines["taken"]));

        Assert.Equal("returned - taken", lines["difference"]);
        Assert.Equal("AWS/Cassandra ReturnedRecordsCount GetRecords Sum", $"{returned.Namespace} {returned.Properties["MetricName"]} {returned.Properties["Operation"]} {returned.Statistic}");
        Assert.Equal("keyspaces_cdc_records_read_total Sum", $"{taken.Properties["MetricName"]} {taken.Statistic}");
        Assert.DoesNotContain("Namespace", taken.Properties.Keys);
        Assert.Equal(returned.Period, taken.Period);
    }

    [Fact]
    public void Expressions_AreSearchesOrArithmeticOnThem() =>
        Assert.All(Expressions, expression => Assert.True(SearchExpression.In(expression).Count > 0 || Regex.IsMatch(expression, "^[a-z]+ - [a-z]+$"), expression));

    [Fact]
    public async Task Metrics_ThatArePublishedAreShown()
    {
        var shown = Searches.Select(search => search.Properties["MetricName"]).Concat(AlertTable.All.Select(alert => alert.Metric)).ToHashSet();
        var unseen = (await Fleet.PublishedAsync()).Select(metric => metric.Name).Distinct().Where(name => !shown.Contains(name));

        // These are for a look by hand.
        Assert.Equal(["keyspaces_cdc_memory_waiters", "keyspaces_cdc_operator_streams"], unseen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Lines_AreThoseOfTheAlerts() =>
        Assert.All(Widgets("metric").SelectMany(properties => properties["annotations"]?["horizontal"]?.AsArray() ?? []), line =>
            Assert.Equal(AlertTable.Find((string?)line?["label"] ?? "").Threshold, (double?)line?["value"]));

    [Fact]
    public void Widgets_DoNotOverlap()
    {
        var fields = Document["widgets"]!.AsArray().SelectMany(widget => // the file has them
            from x in Enumerable.Range((int)widget!["x"]!, (int)widget["width"]!)
            from y in Enumerable.Range((int)widget["y"]!, (int)widget["height"]!)
            select (x, y)).ToList();

        Assert.Equal(fields.Count, fields.Distinct().Count());
        Assert.All(fields, field => Assert.InRange(field.x, 0, 23));
    }

    private static IEnumerable<JsonNode> Widgets(string type) =>
        Document["widgets"]!.AsArray().Where(widget => (string?)widget?["type"] == type).Select(widget => widget!["properties"]!); // each widget has them
}

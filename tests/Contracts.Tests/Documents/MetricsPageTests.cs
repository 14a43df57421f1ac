namespace KeyspacesStreamer.Contracts.Tests.Documents;

/// <summary>docs/metrics.md names every metric in the order and the words of the code.</summary>
public sealed class MetricsPageTests
{
    [Fact]
    public void Page_HoldsEveryMetricAsTheCodeHasIt() =>
        Assert.Equal(MetricNames.All.Concat(OperatorMetricNames.All).Select(RowOf), PageTable.RowsOf("metrics.md").Select(cells => string.Join(" | ", cells)));

    private static string RowOf(MetricDefinition metric) => string.Join(
        " | ", $"`{metric.Name}`", metric.Type.ToString().ToLowerInvariant(), metric.Unit, string.Join("; ", metric.Labels.Select(TextOf)), metric.Help);

    private static string TextOf(MetricLabel label) =>
        label.Values.Count == 0 ? $"`{label.Name}`" : $"`{label.Name}`: {string.Join(", ", label.Values)}";
}

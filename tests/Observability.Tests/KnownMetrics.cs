namespace KeyspacesStreamer.Observability.Tests;

/// <summary>All metrics that the code's lists name.</summary>
internal static class KnownMetrics
{
    public static IReadOnlyList<MetricDefinition> All { get; } = [.. MetricNames.All, .. OperatorMetricNames.All];

    /// <exception cref="InvalidDataException">No process has such a metric.</exception>
    public static MetricDefinition Find(string name) => All.SingleOrDefault(metric => metric.Name == name) ?? throw new InvalidDataException($"There is no metric {name}.");
}

using System.Reflection;

namespace KeyspacesStreamer.Contracts.Tests;

/// <summary>The operator's metrics keep to the rules; those that controller-runtime named keep its names.</summary>
public sealed class OperatorMetricNamesTests
{
    private static readonly IEnumerable<MetricDefinition> Own = OperatorMetricNames.All.Where(metric => metric.Name.StartsWith(OperatorMetricNames.Prefix, StringComparison.Ordinal));

    [Fact]
    public void All_HoldsEveryDefinitionOnce()
    {
        var fields = typeof(OperatorMetricNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(MetricDefinition))
            .Select(field => ((MetricDefinition)field.GetValue(null)!).Name); // static fields are set

        Assert.Equal(fields.Order(), OperatorMetricNames.All.Select(metric => metric.Name).Order());
    }

    [Fact]
    public void OwnNames_AreGaugesAndCountersOfTheirPrefix()
    {
        Assert.Equal(7, Own.Count());
        Assert.All(Own, metric => Assert.True(metric.Type is MetricType.Gauge or MetricType.Counter, $"{metric.Name} is a {metric.Type}"));
    }

    [Fact]
    public void Names_OfCountersEndInTotalAndTimesInSeconds()
    {
        Assert.All(OperatorMetricNames.All, metric => Assert.Equal(metric.Type == MetricType.Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal)));
        Assert.All(OperatorMetricNames.All.Where(metric => metric.Unit == "seconds"), metric => Assert.EndsWith("_seconds", metric.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_AreNeverAStreamOrANamespace() =>
        Assert.All(OperatorMetricNames.All.SelectMany(metric => metric.Labels), label => Assert.DoesNotContain(label.Name, new[] { "stream", "namespace", "pod", "table" }));

    [Fact]
    public void Help_IsOneSentence() => Assert.All(OperatorMetricNames.All, metric => Assert.Matches("^([A-Z]|1 ).*\\.$", metric.Help));
}

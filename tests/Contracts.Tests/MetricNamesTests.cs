using System.Reflection;

namespace KeyspacesStreamer.Contracts.Tests;

/// <summary>The list of metrics keeps to the rules that Prometheus and the CloudWatch agent set.</summary>
public sealed class MetricNamesTests
{
    [Fact]
    public void All_HoldsEveryDefinitionOnce()
    {
        var fields = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(MetricDefinition))
            .Select(field => ((MetricDefinition)field.GetValue(null)!).Name);

        Assert.Equal(fields.Order(), MetricNames.All.Select(metric => metric.Name).Order());
    }

    [Fact]
    public void Names_HavePrefixAndCountersEndInTotal()
    {
        Assert.All(MetricNames.All, metric => Assert.Matches("^keyspaces_cdc_[a-z_]+[a-z]$", metric.Name));
        Assert.All(MetricNames.All, metric => Assert.Equal(metric.Type == MetricType.Counter, metric.Name.EndsWith("_total", StringComparison.Ordinal)));
        Assert.All(MetricNames.All.Where(metric => metric.Unit is "bytes" or "seconds"), metric => Assert.Contains(metric.Unit, metric.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_AreBoundedAndNeverAShardOrAKey()
    {
        var labels = MetricNames.All.SelectMany(metric => metric.Labels).ToList();

        Assert.All(labels, label => Assert.DoesNotContain(label.Name, new[] { "shard", "shard_id", "pod", "key", "sequence_number" }));
        Assert.All(labels.Where(label => label.Name != "version"), label => Assert.InRange(label.Values.Count, 1, 20));
        Assert.All(labels.SelectMany(label => label.Values), value => Assert.Matches("^[a-z_]+$", value));
    }

    [Fact]
    public void Help_IsOneSentence() =>
        Assert.All(MetricNames.All, metric => Assert.Matches("^[A-Z].*\\.$", metric.Help));
}

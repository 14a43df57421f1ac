using System.Globalization;
using KeyspacesStreamer.Contracts;

namespace KeyspacesStreamer.Fleet;

/// <summary>The operator's metrics at one moment.</summary>
/// <param name="text">In the Prometheus text format.</param>
internal sealed class OperatorFigures(string text)
{
    public double QueueDepth => Sum(OperatorMetricNames.QueueDepth.Name);

    public double Reconciles => Sum(OperatorMetricNames.Reconciles.Name);

    public double QueueSeconds => Sum(OperatorMetricNames.QueueTime.Name + "_sum");

    /// <summary>Streams whose condition holds.</summary>
    public double Holding(string condition) => Sum(OperatorMetricNames.StreamsByCondition.Name, $"condition=\"{condition}\"", "status=\"True\"");

    /// <summary>Requests to the API server by method.</summary>
    public double Requests(string method) => Sum(OperatorMetricNames.ApiRequests.Name, $"method=\"{method}\"");

    private double Sum(string name, params string[] holding) => text.Split('\n')
        .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            && holding.All(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}

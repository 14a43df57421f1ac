namespace KeyspacesStreamer.Contracts;

/// <summary>Kinds of metrics in use; histograms are left out because the CloudWatch agent drops them.</summary>
public enum MetricType
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A count that only grows; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Quantiles with a sum and a count.</summary>
    Summary,
}

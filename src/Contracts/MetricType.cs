namespace KeyspacesStreamer.Contracts;

/// <summary>Kinds of metrics in use.</summary>
public enum MetricType
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A count that only grows; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Quantiles with a sum and a count.</summary>
    Summary,

    /// <summary>Counts by size, with a sum; the CloudWatch agent drops it, so nothing but what controller-runtime has as one is one.</summary>
    Histogram,
}

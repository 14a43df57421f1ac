namespace KeyspacesStreamer.Contracts;

/// <summary>Network ports of the processes and the paths they answer.</summary>
public static class Ports
{
    /// <summary>Port for metrics and probes, of pods and operator; the default of <c>pod.port</c> and of the operator's STATUS_PORT.</summary>
    public const int Status = 9464;

    /// <summary>Name of that port in manifests.</summary>
    public const string StatusName = "metrics";

    /// <summary>Metrics in the Prometheus text format.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Liveness: 200 as long as a restart would not help.</summary>
    public const string HealthPath = "/healthz";

    /// <summary>Readiness: 200 once the pod has reached stream, table and bucket, or the operator has seen the cluster.</summary>
    public const string ReadinessPath = "/readyz";

    /// <summary>What each shard is doing, as JSON.</summary>
    public const string StatusPath = "/status";
}

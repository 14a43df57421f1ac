using k8s;
using KeyspacesStreamer.Operator.Observability;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>What the parts of one run share.</summary>
internal sealed record OperatorContext
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Seeds of chance; not safe for several threads, so each part makes its own from it.</summary>
    public required Random Random { get; init; }

    public required OperatorOptions Options { get; init; }

    /// <summary>Connection to the API server; its requests are counted.</summary>
    public required Kubernetes Client { get; init; }

    /// <summary>Version of policy in which the server serves disruption budgets; null when it serves none.</summary>
    public required string? DisruptionBudgetVersion { get; init; }

    public required OperatorMetrics Metrics { get; init; }

    public required ILoggerFactory Logs { get; init; }
}

using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Aws;
using Microsoft.Extensions.Logging;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>What the process is told by its environment; docs/operator.md lists the variables, and a test compares the two.</summary>
internal sealed record OperatorOptions
{
    /// <summary>Name of the coordination Lease that the replicas contend for, in the operator's own namespace.</summary>
    public const string LeaseName = "keyspaces-streamer-operator";

    /// <summary>WATCH_NAMESPACES: namespaces whose streams are worked on, separated by commas. Default all; then rights in all of them are needed.</summary>
    public IReadOnlyList<string> WatchNamespaces { get; init; } = [];

    /// <summary>POD_NAME: identity of this replica among the others. Default the machine's name, which in a pod is the same.</summary>
    public required string PodName { get; init; }

    /// <summary>POD_NAMESPACE: where the Lease of the leader election lies. Required with leader election, else unused.</summary>
    public required string? PodNamespace { get; init; }

    /// <summary>STREAMER_IMAGE: image of pods whose stream names none in spec.pod.image. Required.</summary>
    public required string StreamerImage { get; init; }

    /// <summary>AWS_REGION: region of streams that name none, and of the operator's own calls. Required; on EKS the webhook sets it for annotated ServiceAccounts.</summary>
    public required string Region { get; init; }

    /// <summary>INSTALLATION_ID: which installation checkpoint tables are claimed for. Default the uid of the namespace kube-system; to be set where that may not be read, and to take the place of an installation that is gone.</summary>
    public string? InstallationId { get; init; }

    /// <summary>AWS_ENDPOINT_URL_KEYSPACES: address of the API of Keyspaces tables. Default the service's own.</summary>
    public Uri? KeyspacesEndpoint { get; init; }

    /// <summary>AWS_ENDPOINT_URL_ECR: address of ECR, where tags are resolved to digests. Default the service's own.</summary>
    public Uri? EcrEndpoint { get; init; }

    /// <summary>ALLOWED_ENDPOINTS: addresses besides AWS's own that streams may name in spec.*.endpoint, separated by commas: HOST or HOST:PORT for https, http://HOST:PORT without encryption. Default none.</summary>
    public AllowedEndpoints AllowedEndpoints { get; init; } = AllowedEndpoints.None;

    /// <summary>RECONCILE_WORKERS: streams that are reconciled at once. Default 8; 1 to 64. More work off a restart with many streams sooner and ask AWS for more at once.</summary>
    public int ReconcileWorkers { get; init; } = 8;

    /// <summary>LEADER_ELECTION: whether replicas contend for a Lease. Default true; false is for one process on a desk: two of them would fight.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>STATUS_PORT: port of metrics and probes. Default 9464; 0 to 65535, and 0 lets the system choose.</summary>
    public int StatusPort { get; init; } = Ports.Status;

    /// <summary>LOG_LEVEL: least level that is logged: Trace, Debug, Information, Warning, Error, Critical or None. Default Information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;
}

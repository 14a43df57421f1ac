using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>The kinds that the operator reads or writes.</summary>
internal static class ResourceKinds
{
    public static readonly ResourceKind Streams = new(StreamApi.Group, StreamApi.Version, StreamApi.Plural);
    public static readonly ResourceKind Deployments = new("apps", "v1", "deployments");
    public static readonly ResourceKind ConfigMaps = new("", "v1", "configmaps");
    public static readonly ResourceKind Services = new("", "v1", "services");
    public static readonly ResourceKind ServiceAccounts = new("", "v1", "serviceaccounts");
    public static readonly ResourceKind Pods = new("", "v1", "pods");
    public static readonly ResourceKind Events = new("events.k8s.io", "v1", "events");
    public static readonly ResourceKind Leases = new("coordination.k8s.io", "v1", "leases");

    /// <summary>Disruption budgets in the version that the server serves.</summary>
    public static ResourceKind DisruptionBudgets(string version) => new("policy", version, "poddisruptionbudgets");
}

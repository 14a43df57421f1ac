using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Queues;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The cluster as last seen: all streams, and what the operator made for them.</summary>
internal sealed record StreamWorld
{
    public required IResourceView<KeyspacesCdcStream> Streams { get; init; }

    public required IResourceView<V1Deployment> Deployments { get; init; }

    public required IResourceView<V1ConfigMap> ConfigMaps { get; init; }

    public required IResourceView<V1Service> Services { get; init; }

    public required IResourceView<V1ServiceAccount> ServiceAccounts { get; init; }

    public required IResourceView<V1PodDisruptionBudget> DisruptionBudgets { get; init; }

    public required IResourceView<V1Pod> Pods { get; init; }

    /// <summary>The pods of a stream that have not ended.</summary>
    public IReadOnlyList<V1Pod> PodsOf(ResourceKey stream) =>
        [.. Pods.Under(StreamTerms.OfPods(stream)).Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed"))];
}

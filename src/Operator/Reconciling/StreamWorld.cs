using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The cluster as last seen: all streams, and what the operator made for them.</summary>
internal sealed record StreamWorld
{
    public required IResourceView<KeyspacesCdcStream> Streams { get; init; }

    /// <summary>Objects that belong to streams, by kind; <see cref="OwnedKinds"/>.</summary>
    public required IReadOnlyDictionary<ResourceKind, IResourceView<IKubernetesObject<V1ObjectMeta>>> Owned { get; init; }

    public IResourceView<V1Deployment> Deployments => (IResourceView<V1Deployment>)Owned[ResourceKinds.Deployments]; // its row says so

    public required IResourceView<V1Pod> Pods { get; init; }

    /// <summary>The pods of a stream that have not ended.</summary>
    public IReadOnlyList<V1Pod> PodsOf(NamespacedName stream) =>
        [.. Pods.Under(StreamTerms.OfPods(stream)).Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed"))];
}

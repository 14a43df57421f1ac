using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Opens feeds of any kind over the watched namespaces.</summary>
internal interface IResourceFeeds
{
    /// <summary>One feed for each watched namespace, or one for all.</summary>
    /// <param name="kind">What is listed and watched.</param>
    /// <param name="labels">Label selector, or null for everything.</param>
    IReadOnlyList<IResourceFeed<T>> Of<T>(ResourceKind kind, string? labels)
        where T : class, IKubernetesObject<V1ObjectMeta>;
}

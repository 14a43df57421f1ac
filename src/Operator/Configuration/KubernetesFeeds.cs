using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Feeds of the API server over the namespaces that the options name.</summary>
/// <param name="client">Connection and credentials.</param>
/// <param name="namespaces">The namespaces; none means all.</param>
internal sealed class KubernetesFeeds(Kubernetes client, IReadOnlyList<string> namespaces) : IResourceFeeds
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(5);

    public IReadOnlyList<IResourceFeed<T>> Of<T>(ResourceKind kind, string? labels)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        string?[] places = namespaces.Count == 0 ? [null] : [.. namespaces];
        return [.. places.Select(place => new KubernetesFeed<T>(client, kind, place, labels, WatchFor))];
    }
}

using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Controlling;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Feeds of the API server over the namespaces that the options name.</summary>
/// <param name="clock">Time, which bounds each request.</param>
/// <param name="client">Connection and credentials.</param>
/// <param name="namespaces">The namespaces; none means all.</param>
internal sealed class KubernetesFeeds(TimeProvider clock, Kubernetes client, IReadOnlyList<string> namespaces) : IResourceFeeds
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(5);

    public IReadOnlyList<IResourceFeed<T>> Of<T>(ResourceKind kind, string? labels)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var requests = new ApiRequests(clock, client);
        string?[] places = namespaces.Count == 0 ? [null] : [.. namespaces];
        return [.. places.Select(place => new KubernetesFeed<T>(requests, kind, place, labels, WatchFor, SlimPods.For<T>()))];
    }
}

using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Configuration;

/// <summary>Feeds of the API server over the namespaces that the options name.</summary>
/// <param name="clock">Time, which bounds each request.</param>
/// <param name="client">Connection and credentials.</param>
/// <param name="namespaces">The namespaces; none means all.</param>
internal sealed class ListWatches(TimeProvider clock, k8s.Kubernetes client, IReadOnlyList<string> namespaces) : IResourceFeeds
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(5);

    public IReadOnlyList<IResourceFeed<T>> Of<T>(ResourceKind kind, string? labels)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var requests = new ApiRequests(clock, client);
        string?[] places = namespaces.Count == 0 ? [null] : [.. namespaces];
        return [.. places.Select(place => new ListWatch<T>(requests, kind, place, labels, WatchFor, PodTrimmer.For<T>()))];
    }
}

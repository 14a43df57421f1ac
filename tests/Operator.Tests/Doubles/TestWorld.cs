using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>A cluster in memory: what the writer writes shows in the views at once, as the informers of a quick server would show it.</summary>
internal sealed class TestWorld
{
    private readonly InMemoryObjects _objects;
    private readonly ResourceCache<KeyspacesCdcStream> _streams = new(StreamTerms.OfStream);
    private readonly ResourceCache<V1Deployment> _deployments = new();
    private readonly ResourceCache<V1ConfigMap> _configMaps = new();
    private readonly ResourceCache<V1Service> _services = new();
    private readonly ResourceCache<V1ServiceAccount> _serviceAccounts = new();
    private readonly ResourceCache<V1PodDisruptionBudget> _budgets = new();
    private readonly ResourceCache<V1Pod> _pods = new(StreamTerms.OfPod);

    public TestWorld(TimeProvider clock)
    {
        _objects = new InMemoryObjects(clock) { Changed = Show };
        Writer = new InMemoryClusterWriter(_objects);
        Views = new StreamWorld
        {
            Streams = _streams,
            Owned = new Dictionary<ResourceKind, IResourceView<IKubernetesObject<V1ObjectMeta>>>
            {
                [ResourceKinds.Deployments] = _deployments,
                [ResourceKinds.ConfigMaps] = _configMaps,
                [ResourceKinds.Services] = _services,
                [ResourceKinds.ServiceAccounts] = _serviceAccounts,
                [ResourceKinds.DisruptionBudgets("v1")] = _budgets,
            },
            Pods = _pods,
        };
    }

    public StreamWorld Views { get; }

    public InMemoryClusterWriter Writer { get; }

    /// <summary>Puts an object into the cluster, new or changed, as its author or a controller would.</summary>
    /// <returns>The object as the server keeps it.</returns>
    public T Put<T>(T resource)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var key = ResourceCache<T>.KeyOf(resource);
        _objects.Put(KindOf<T>(), key, JsonNode.Parse(KubernetesJson.Serialize(resource)) as JsonObject ?? throw new ArgumentException($"{key} is no object.", nameof(resource)));
        // One that was only held back by a finalizer is gone now.
        return Find<T>(key) ?? resource;
    }

    /// <summary>Changes an object as its author or a controller would: a Deployment's status, say.</summary>
    public T Change<T>(NamespacedName key, Action<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var resource = Require<T>(key);
        change(resource);
        return Put(resource);
    }

    /// <returns>A copy of the object.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Require<T>(NamespacedName key)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Find<T>(key) ?? throw new InvalidOperationException($"There is no {KindOf<T>()} {key}. Asked for: {string.Join("; ", Writer.Calls)}");

    /// <returns>A copy of the object; null when there is none.</returns>
    public T? Find<T>(NamespacedName key)
        where T : class, IKubernetesObject<V1ObjectMeta> => _objects.Find(KindOf<T>(), key) is { } found ? Typed<T>(found) : null;

    /// <summary>Deletes an object as <c>kubectl delete</c> does: what has finalizers stays, marked.</summary>
    public void Delete<T>(NamespacedName key)
        where T : class, IKubernetesObject<V1ObjectMeta> => _objects.Delete(KindOf<T>(), key);

    private void Show(ResourceKind kind, NamespacedName key, JsonObject document, bool isGone)
    {
        switch (kind.Plural)
        {
            case StreamApi.Plural: Show(_streams, document, isGone); break;
            case "deployments": Show(_deployments, document, isGone); break;
            case "configmaps": Show(_configMaps, document, isGone); break;
            case "services": Show(_services, document, isGone); break;
            case "serviceaccounts": Show(_serviceAccounts, document, isGone); break;
            case "poddisruptionbudgets": Show(_budgets, document, isGone); break;
            case "pods": Show(_pods, document, isGone); break;
            default: throw new ArgumentException($"{kind} {key} has no view.", nameof(kind));
        }
    }

    private static void Show<T>(ResourceCache<T> cache, JsonObject document, bool isGone)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        cache.Apply(new WatchStep<T>(isGone ? WatchKind.Deleted : WatchKind.Modified, Typed<T>(document)));

    private static T Typed<T>(JsonObject document) => KubernetesJson.Deserialize<T>(document.ToJsonString());

    private static ResourceKind KindOf<T>() => typeof(T).Name switch
    {
        nameof(KeyspacesCdcStream) => ResourceKinds.Streams,
        nameof(V1Deployment) => ResourceKinds.Deployments,
        nameof(V1ConfigMap) => ResourceKinds.ConfigMaps,
        nameof(V1Service) => ResourceKinds.Services,
        nameof(V1ServiceAccount) => ResourceKinds.ServiceAccounts,
        nameof(V1PodDisruptionBudget) => ResourceKinds.DisruptionBudgets("v1"),
        nameof(V1Pod) => ResourceKinds.Pods,
        _ => throw new ArgumentException($"{typeof(T).Name} has no place in a stream's world."),
    };
}

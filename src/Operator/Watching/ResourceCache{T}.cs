using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>All resources of one kind as last seen. Its items are shared: nobody may change them.</summary>
internal sealed class ResourceCache<T> : IResourceView<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private Dictionary<ResourceKey, T> _items = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    public static ResourceKey KeyOf(T resource) => new(resource.Metadata.NamespaceProperty ?? "", resource.Metadata.Name);

    public T? Find(ResourceKey key)
    {
        lock (_lock)
        {
            return _items.GetValueOrDefault(key);
        }
    }

    public IReadOnlyList<T> All()
    {
        lock (_lock)
        {
            return [.. _items.Values];
        }
    }

    /// <summary>Takes a whole list for what there is.</summary>
    /// <returns>What is new, other, or gone since the last look.</returns>
    public IReadOnlyList<ResourceChange<T>> Replace(IEnumerable<T> resources)
    {
        var items = resources.ToDictionary(KeyOf);
        lock (_lock)
        {
            var before = _items;
            _items = items;
            var present = items
                .Where(pair => !before.TryGetValue(pair.Key, out var known) || VersionOf(known) != VersionOf(pair.Value))
                .Select(pair => new ResourceChange<T>(pair.Key, before.GetValueOrDefault(pair.Key), pair.Value));
            var gone = before.Where(pair => !items.ContainsKey(pair.Key)).Select(pair => new ResourceChange<T>(pair.Key, pair.Value, null));
            return [.. present, .. gone];
        }
    }

    /// <summary>Takes in one event of a watch.</summary>
    /// <returns>What changed; null when nothing did.</returns>
    public ResourceChange<T>? Apply(WatchStep<T> step)
    {
        if (step.Resource is not { } resource)
        {
            return null;
        }

        var key = KeyOf(resource);
        lock (_lock)
        {
            var before = _items.GetValueOrDefault(key);
            if (step.Kind == WatchKind.Deleted)
            {
                return _items.Remove(key) ? new ResourceChange<T>(key, before, null) : null;
            }

            if (before is not null && VersionOf(before) == VersionOf(resource))
            {
                return null;
            }

            _items[key] = resource;
            return new ResourceChange<T>(key, before, resource);
        }
    }

    // Versions are opaque: equal or not is all that may be asked of them.
    private static (string? Uid, string? Version) VersionOf(T resource) => (resource.Metadata.Uid, resource.Metadata.ResourceVersion);
}

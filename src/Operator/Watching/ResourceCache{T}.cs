using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>All resources of one kind as last seen. Its items are shared: nobody may change them.</summary>
/// <param name="termsOf">Terms under which a resource is found besides its key; null for none.</param>
internal sealed class ResourceCache<T>(Func<T, IReadOnlyList<string>>? termsOf = null) : IResourceView<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<NamespacedName>> _index = new(StringComparer.Ordinal);
    private Dictionary<NamespacedName, T> _items = [];

    public static NamespacedName KeyOf(T resource) => new(resource.Metadata.NamespaceProperty ?? "", resource.Metadata.Name);

    public T? Find(NamespacedName key)
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

    public IReadOnlyList<T> Under(string term)
    {
        lock (_lock)
        {
            return _index.TryGetValue(term, out var keys) ? [.. keys.Select(key => _items[key])] : [];
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
            _index.Clear();
            foreach (var resource in items.Values)
            {
                Enter(resource);
            }

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
        var resource = step.Resource ?? throw new ArgumentException("A bookmark holds no resource.", nameof(step));
        var key = KeyOf(resource);
        lock (_lock)
        {
            var before = _items.GetValueOrDefault(key);
            if (step.Kind == WatchKind.Deleted)
            {
                Leave(before);
                return _items.Remove(key) ? new ResourceChange<T>(key, before, null) : null;
            }

            if (before is not null && VersionOf(before) == VersionOf(resource))
            {
                return null;
            }

            Leave(before);
            _items[key] = resource;
            Enter(resource);
            return new ResourceChange<T>(key, before, resource);
        }
    }

    private void Enter(T resource)
    {
        foreach (var term in termsOf?.Invoke(resource) ?? [])
        {
            if (!_index.TryGetValue(term, out var keys))
            {
                _index[term] = keys = [];
            }

            keys.Add(KeyOf(resource));
        }
    }

    private void Leave(T? resource)
    {
        foreach (var term in resource is null ? [] : termsOf?.Invoke(resource) ?? [])
        {
            if (_index.TryGetValue(term, out var keys) && keys.Remove(KeyOf(resource!)) && keys.Count == 0) // terms of nothing are none
            {
                _index.Remove(term);
            }
        }
    }

    // Versions are opaque: equal or not is all that may be asked of them.
    private static (string? Uid, string? Version) VersionOf(T resource) => (resource.Metadata.Uid, resource.Metadata.ResourceVersion);
}

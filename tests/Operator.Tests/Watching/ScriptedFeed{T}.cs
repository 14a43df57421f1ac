using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Watching;

/// <summary>A small API server for one kind: holds resources, numbers changes, serves lists and watches, and fails when told to.</summary>
/// <param name="name">The kind.</param>
/// <param name="make">Makes a resource of a name.</param>
internal sealed class ScriptedFeed<T>(string name, Func<string, T> make) : IResourceFeed<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, T> _present = new(StringComparer.Ordinal);
    private readonly List<(int Version, WatchStep<T> Step)> _history = [];
    private readonly List<Channel<WatchStep<T>>> _watches = [];
    private readonly Queue<Exception> _failures = new();
    private int _version = 10;
    private int _oldest;

    public string Name => name;

    /// <summary>What was asked of the server, in order.</summary>
    public List<string> Calls { get; } = [];

    public int Watches
    {
        get
        {
            lock (_lock)
            {
                return _watches.Count;
            }
        }
    }

    /// <summary>Makes or changes a resource; its version is given by the server.</summary>
    public void Put(T resource) => Change(WatchKind.Modified, resource);

    public void Put(string resource) => Put(make(resource));

    public void Delete(string resource) => Change(WatchKind.Deleted, make(resource));

    public void Delete(T resource) => Change(WatchKind.Deleted, resource);

    public void Bookmark() => Change(WatchKind.Bookmark, make(""));

    public void FailNext(Exception problem) => _failures.Enqueue(problem);

    /// <summary>The server ends all watches, in good order or with an error.</summary>
    public void Cut(Exception? problem = null)
    {
        lock (_lock)
        {
            _watches.ForEach(watch => watch.Writer.TryComplete(problem));
            _watches.Clear();
        }
    }

    /// <summary>The server forgets its history.</summary>
    public void Compact() => _oldest = _version;

    public Task<ResourceList<T>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls.Add("list");
            return _failures.TryDequeue(out var problem)
                ? Task.FromException<ResourceList<T>>(problem)
                : Task.FromResult(new ResourceList<T>([.. _present.Values], $"{_version}"));
        }
    }

    public async IAsyncEnumerable<WatchStep<T>> WatchAsync(string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = Channel.CreateUnbounded<WatchStep<T>>();
        lock (_lock)
        {
            Calls.Add($"watch {resourceVersion}");
            var from = int.Parse(resourceVersion, System.Globalization.CultureInfo.InvariantCulture);
            if (from < _oldest)
            {
                throw new VersionExpiredException($"too old resource version: {from} ({_oldest})");
            }

            foreach (var (_, step) in _history.Where(entry => entry.Version > from))
            {
                watch.Writer.TryWrite(step);
            }

            _watches.Add(watch);
        }

        await foreach (var step in watch.Reader.ReadAllAsync(cancellationToken))
        {
            yield return step;
        }
    }

    private void Change(WatchKind kind, T resource)
    {
        lock (_lock)
        {
            var key = new NamespacedName(resource.Metadata.NamespaceProperty, resource.Metadata.Name).ToString();
            resource.Metadata.ResourceVersion = $"{++_version}";
            if (kind == WatchKind.Deleted)
            {
                _present.Remove(key);
            }
            else if (kind == WatchKind.Modified)
            {
                kind = _present.ContainsKey(key) ? kind : WatchKind.Added;
                _present[key] = resource;
            }

            var step = new WatchStep<T>(kind, resource);
            _history.Add((_version, step));
            _watches.ForEach(watch => watch.Writer.TryWrite(step));
        }
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using k8s.Models;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Tests.Watching;

/// <summary>A small API server for one kind: holds resources, numbers changes, serves lists and watches, and fails when told to.</summary>
internal sealed class ScriptedFeed : IResourceFeed<V1ConfigMap>
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, V1ConfigMap> _present = new(StringComparer.Ordinal);
    private readonly List<(int Version, WatchStep<V1ConfigMap> Step)> _history = [];
    private readonly List<Channel<WatchStep<V1ConfigMap>>> _watches = [];
    private readonly Queue<Exception> _failures = new();
    private int _version = 10;
    private int _oldest;

    public string Name => "configmaps";

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

    public void Put(string name) => Change(WatchKind.Modified, name);

    public void Delete(string name) => Change(WatchKind.Deleted, name);

    public void Bookmark() => Change(WatchKind.Bookmark, "");

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

    public Task<ResourceList<V1ConfigMap>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls.Add("list");
            return _failures.TryDequeue(out var problem)
                ? Task.FromException<ResourceList<V1ConfigMap>>(problem)
                : Task.FromResult(new ResourceList<V1ConfigMap>([.. _present.Values], $"{_version}"));
        }
    }

    public async IAsyncEnumerable<WatchStep<V1ConfigMap>> WatchAsync(string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = Channel.CreateUnbounded<WatchStep<V1ConfigMap>>();
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

    private void Change(WatchKind kind, string name)
    {
        lock (_lock)
        {
            var isNew = !_present.ContainsKey(name);
            var resource = new V1ConfigMap { Metadata = new V1ObjectMeta { NamespaceProperty = "media", Name = name, Uid = $"uid-{name}", ResourceVersion = $"{++_version}" } };
            if (kind == WatchKind.Deleted)
            {
                _present.Remove(name);
            }
            else if (kind == WatchKind.Modified)
            {
                _present[name] = resource;
                kind = isNew ? WatchKind.Added : kind;
            }

            var step = new WatchStep<V1ConfigMap>(kind, resource);
            _history.Add((_version, step));
            _watches.ForEach(watch => watch.Writer.TryWrite(step));
        }
    }
}

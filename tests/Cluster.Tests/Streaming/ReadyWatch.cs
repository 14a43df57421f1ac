using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>Keeps every change of every stream's condition Ready, as a person with 'kubectl get -w' would see it.</summary>
internal sealed class ReadyWatch : IAsyncDisposable, IInformerObserver
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<NamespacedName, List<string>> _seen = new();
    private readonly Kubernetes _client;
    private Task _running = Task.CompletedTask;

    private ReadyWatch(string kubeconfig) => _client = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());

    public static async Task<ReadyWatch> StartAsync(string kubeconfig, CancellationToken cancellationToken)
    {
        var watch = new ReadyWatch(kubeconfig);
        var feed = new ListWatch<KeyspacesCdcStream>(watch._client, ResourceKinds.Streams, null, null, TimeSpan.FromMinutes(5));
        var informer = new Informer<KeyspacesCdcStream>(TimeProvider.System, new Random(2), feed, new ResourceCache<KeyspacesCdcStream>(), watch.See, watch);
        watch._running = informer.RunAsync(watch._stop.Token);
        await informer.ReadyAsync(cancellationToken);
        return watch;
    }

    /// <summary>Status and reason of Ready since a moment, each change once, such as <c>False RollingOut</c>.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="after">How many of the changes were seen before.</param>
    public IReadOnlyList<string> Of(NamespacedName key, int after = 0)
    {
        var seen = ListOf(key);
        lock (seen)
        {
            return [.. seen.Skip(after)];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop.Dispose();
    }

    void IInformerObserver.Listed(string kind, int resources)
    {
    }

    void IInformerObserver.WatchEnded(string kind)
    {
    }

    void IInformerObserver.VersionExpired(string kind)
    {
    }

    void IInformerObserver.WillRetry(string kind, int attempt, TimeSpan pause, Exception problem)
    {
    }

    private void See(ResourceChange<KeyspacesCdcStream> change)
    {
        if (change.After?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == ConditionTypes.Ready) is not { } ready)
        {
            return;
        }

        var (seen, now) = (ListOf(change.Key), $"{ready.Status} {ready.Reason}");
        lock (seen)
        {
            if (seen.Count == 0 || seen[^1] != now)
            {
                seen.Add(now);
            }
        }
    }

    private List<string> ListOf(NamespacedName key) => _seen.GetOrAdd(key, _ => []);
}

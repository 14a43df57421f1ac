using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Cluster;
using KeyspacesStreamer.Testing.Processes;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The informer's cache stays true when the API server is killed and when etcd forgets.</summary>
[Collection(AloneCollection.Name)]
public sealed class InformerTests : IInformerObserver, IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _events = new();
    private ClusterProcess? _cluster;

    /// <summary>Its own: nobody else's requests shall meet a server that is away.</summary>
    private ClusterProcess Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ServerKilledAndHistoryForgotten_SeesEverythingAllTheSame()
    {
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(Cluster.Kubeconfig));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await client.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "informer" } }, cancellationToken: Token);
        var cache = new ResourceCache<V1ConfigMap>();
        var feed = new ListWatch<V1ConfigMap>(client, new ResourceKind("", "v1", "configmaps"), "informer", "app=test", TimeSpan.FromMinutes(5));
        var informer = new Informer<V1ConfigMap>(TimeProvider.System, new Random(4), feed, cache, _ => { }, this);
        var running = informer.RunAsync(stop.Token);
        await informer.ReadyAsync(Token);

        await PutAsync(client, "first");
        await PutAsync(client, "second");
        await UntilAsync(cache, "first", "second");

        await Cluster.KillPieceAsync(ClusterPiece.ApiServer, Token);
        await Cluster.StartPieceAsync(ClusterPiece.ApiServer, Token);
        await client.CoreV1.DeleteNamespacedConfigMapAsync("first", "informer", cancellationToken: Token);
        await PutAsync(client, "third");
        await UntilAsync(cache, "second", "third");
        Assert.Contains(_events, line => line.StartsWith("retry", StringComparison.Ordinal) || line == "ended");

        // While nobody watches, much happens, and etcd keeps nothing of it.
        await Cluster.StopPieceAsync(ClusterPiece.ApiServer, Token);
        await Cluster.StartPieceAsync(ClusterPiece.ApiServer, Token);
        await PutAsync(client, "fourth");
        await client.CoreV1.DeleteNamespacedConfigMapAsync("second", "informer", cancellationToken: Token);
        await Cluster.CompactAsync(Token);
        await Cluster.KillPieceAsync(ClusterPiece.ApiServer, Token);
        await Cluster.StartPieceAsync(ClusterPiece.ApiServer, Token);
        await PutAsync(client, "fifth");
        await UntilAsync(cache, "fifth", "fourth", "third");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("third", cache.Find(new NamespacedName("informer", "third"))?.Metadata.Name);
    }

    public async ValueTask InitializeAsync() => _cluster = await ClusterProcess.StartAsync(ClusterParts.ApiServer, Token);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    void IInformerObserver.Listed(string kind, int resources) => _events.Enqueue("listed");

    void IInformerObserver.WatchEnded(string kind) => _events.Enqueue("ended");

    void IInformerObserver.VersionExpired(string kind) => _events.Enqueue("expired");

    void IInformerObserver.WillRetry(string kind, int attempt, TimeSpan pause, Exception problem) => _events.Enqueue($"retry {problem.Message}");

    private static Task<V1ConfigMap> PutAsync(Kubernetes client, string name) => client.CoreV1.CreateNamespacedConfigMapAsync(
        new V1ConfigMap { Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["app"] = "test" } } }, "informer", cancellationToken: Token);

    private Task UntilAsync(ResourceCache<V1ConfigMap> cache, params string[] names) => Phase.UntilAsync(
        $"the cache holds {string.Join(", ", names)}",
        () => Task.FromResult(
            cache.All().Select(resource => resource.Metadata.Name).Order(StringComparer.Ordinal).ToList() is var found && found.SequenceEqual(names)
                ? null : $"it holds {string.Join(", ", found)}. {string.Join(" | ", _events)}"),
        Token);
}

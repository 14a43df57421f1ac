using System.Collections.Concurrent;
using System.Text.Json;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Cluster.Tests.Operators.Nodes;

/// <summary>
/// A node whose pods are plain processes: it registers itself, so that the real scheduler gives it pods, and does for each stream's pod what a kubelet
/// would. A double of the kubelet alone, with no containers, cgroups or network of their own.
/// </summary>
internal sealed class ProcessNode : IAsyncDisposable, IInformerObserver
{
    private static readonly TimeSpan WatchFor = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<NamespacedName, NodePod> _pods = new();
    private readonly ConcurrentDictionary<NodePod, Task> _lives = new();
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly Kubernetes _client;
    private readonly string _folder;
    private readonly string? _namesFile;
    private Task _running = Task.CompletedTask;

    private ProcessNode(string name, string kubeconfig, string folder, string? namesFile)
    {
        (Name, _folder, _namesFile) = (name, folder, namesFile);
        _client = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());
    }

    public string Name { get; }

    /// <summary>What went wrong in the node itself; nothing, if it did its part.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    /// <param name="name">Name of the node.</param>
    /// <param name="kubeconfig">Administrator's access: what a kubelet may do is not what is tested.</param>
    /// <param name="folder">Where the pods' files and logs go.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static Task<ProcessNode> StartAsync(string name, string kubeconfig, string folder, CancellationToken cancellationToken) =>
        StartAsync(name, kubeconfig, folder, namesFile: null, cancellationToken);

    /// <param name="name">Name of the node.</param>
    /// <param name="kubeconfig">Administrator's access: what a kubelet may do is not what is tested.</param>
    /// <param name="folder">Where the pods' files and logs go.</param>
    /// <param name="namesFile">What pods find as /etc/hosts, and then no key in their environment; null for the machine's own, and the keys of the tests.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ProcessNode> StartAsync(string name, string kubeconfig, string folder, string? namesFile, CancellationToken cancellationToken)
    {
        var node = new ProcessNode(name, kubeconfig, folder, namesFile);
        var registration = new NodeRegistration(node._client, name);
        await registration.RegisterAsync(cancellationToken);
        var feed = new ListWatch<V1Pod>(node._client, ResourceKinds.Pods, null, StreamLabels.Managed, WatchFor);
        var informer = new Informer<V1Pod>(TimeProvider.System, new Random(1), feed, new ResourceCache<V1Pod>(), node.See, node);
        node._running = Task.WhenAll(registration.KeepAliveAsync(node._stop.Token), informer.RunAsync(node._stop.Token));
        await informer.ReadyAsync(cancellationToken);
        return node;
    }

    /// <summary>Kills the process of a pod, as a crash of its container.</summary>
    public void KillPod(string @namespace, string pod) => Find(@namespace, pod).Send(Signal.Kill);

    /// <summary>The status page of a pod; null while there is none.</summary>
    public Task<JsonElement?> StatusAsync(string @namespace, string pod, CancellationToken cancellationToken) => Find(@namespace, pod).StatusAsync(cancellationToken);

    /// <summary>Logs of all processes of a stream's pods, in the order of their names.</summary>
    public string LogsOf(string @namespace) => string.Join('\n', Directory.Exists(FolderOf(@namespace))
        ? Directory.EnumerateFiles(FolderOf(@namespace), "*.log", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"--- {file}\n{File.ReadAllText(file)}")
        : []);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_lives.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    void IInformerObserver.WillRetry(string kind, int attempt, TimeSpan pause, Exception problem) => _troubles.Enqueue($"{kind}: {problem.Message}");

    private void See(ResourceChange<V1Pod> change)
    {
        if (change.After is not { } pod)
        {
            if (_pods.TryRemove(change.Key, out var gone))
            {
                gone.Drop();
            }

            return;
        }

        if (pod.Spec.NodeName == Name && !_stop.IsCancellationRequested)
        {
            _pods.GetOrAdd(change.Key, Begin, pod).See(pod);
        }
    }

    private NodePod Begin(NamespacedName key, V1Pod pod)
    {
        var life = new NodePod(_client, pod, Path.Combine(FolderOf(key.Namespace), key.Name), _namesFile);
        _lives[life] = LiveAsync(life);
        return life;
    }

    private async Task LiveAsync(NodePod life)
    {
        try
        {
            await life.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The node goes away with its pods.
        }
        catch (Exception problem)
        {
            _troubles.Enqueue($"{life.Name}: {problem}");
        }
    }

    private NodePod Find(string @namespace, string pod) => _pods.GetValueOrDefault(new NamespacedName(@namespace, pod))
        ?? throw new InvalidOperationException($"Node {Name} has no pod {@namespace}/{pod}.");

    private string FolderOf(string @namespace) => Path.Combine(_folder, @namespace);
}

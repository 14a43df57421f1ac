using System.Text.Json.Nodes;
using KeyspacesStreamer.Cluster.Tests.Operators;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Time;
using k8s;
using OperatorProcess = KeyspacesStreamer.Cluster.Tests.Operators.OperatorProcess;

namespace KeyspacesStreamer.Cluster.Tests.Leadership;

/// <summary>Replicas that contend for the lead at an API server that keeps a record of every write, and streams that change all the time.</summary>
public sealed class LeadershipStand : IAsyncLifetime
{
    public const string First = "operator-a";
    public const string Second = "operator-b";

    private const int Streams = 12;
    private static readonly TimeSpan BetweenChanges = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _kubeconfigs = [];
    private readonly Dictionary<string, OperatorProcess> _replicas = [];
    private readonly Dictionary<string, TcpRelay> _relays = [];
    private readonly CancellationTokenSource _stop = new();
    private Kubernetes? _admin;
    private AuditLog? _audit;
    private Task _changing = Task.CompletedTask;
    private string _space = "";
    private int _changes;

    internal OperatorStand Stand { get; } = new("leadership", isAudited: true);

    internal IReadOnlyList<AuditedWrite> Writes => (_audit ??= new AuditLog(Stand.Kubernetes.Cluster.AuditLog)).Read();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiRequests Requests => new(TimeProvider.System, _admin ?? throw new InvalidOperationException("The stand was not started."));

    public async ValueTask InitializeAsync()
    {
        await Stand.InitializeAsync();
        var kubeconfig = Stand.Kubernetes.Cluster.Kubeconfig;
        _admin = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());
        foreach (var name in new[] { First, Second })
        {
            _relays[name] = new TcpRelay(_admin.BaseUri);
            _kubeconfigs[name] = await Stand.Rights.KubeconfigOfPodAsync(name, _relays[name].Address, Token);
        }

        _space = await Stand.SpaceAsync("led");
        for (var number = 0; number < Streams; number++)
        {
            await Stand.TableAsync("led", $"table_{number}");
            await Stand.ApplyAsync(_space, Stand.Manifest($"led-{number}", "led", $"table_{number}"));
        }

        _changing = ChangeAllAsync(_stop.Token);
        await StartAsync(First);
        await UntilLeaderAsync(First);
        await StartAsync(Second);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _changing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var replica in _replicas.Values)
        {
            replica.Send(Signal.Continue);
        }

        await Stand.DisposeAsync();
        foreach (var relay in _relays.Values)
        {
            await relay.DisposeAsync();
        }

        _admin?.Dispose();
        _stop.Dispose();
    }

    internal OperatorProcess Replica(string name) => _replicas[name];

    internal TcpRelay Relay(string name) => _relays[name];

    internal static string Other(string name) => name == First ? Second : First;

    internal async Task StartAsync(string name)
    {
        _replicas[name] = await Stand.LaunchOperatorAsync(name, _kubeconfigs[name]);
        await _replicas[name].UntilReadyAsync(Token);
    }

    internal async Task<string> LeaderAsync() => (await LeaseOf().FindAsync(Token))?.Record.Holder ?? "";

    /// <summary>Waits until that replica leads and has written something.</summary>
    internal async Task UntilLeaderAsync(string name)
    {
        await Phase.UntilAsync($"{name} leads", async () => await LeaderAsync() is var holder && holder == name ? null : $"'{holder}' leads", Token);
        var since = LeadTerm.Of(Writes)[^1].Taken.EndedAt;
        await UntilWritesAsync(name, since);
    }

    /// <summary>Waits until a replica has written something since then: there is always something to write.</summary>
    internal Task UntilWritesAsync(string name, DateTimeOffset since) => Phase.UntilAsync(
        $"{name} writes",
        () => Task.FromResult(_changing.IsFaulted ? throw new InvalidOperationException("The streams change no more.", _changing.Exception)
            : Writes.Any(write => write.Replica == name && !write.IsOfElection && write.ReceivedAt > since) ? null : "nothing written yet"),
        Token);

    /// <summary>Waits until every worker of a replica that cannot write has something to write. Its renewals wait as well, so this must not take long.</summary>
    internal async Task UntilWorkPilesUpAsync()
    {
        for (var stream = 0; stream < Streams; stream++)
        {
            await ChangeAsync(stream, Token);
        }
    }

    private CoordinationLease LeaseOf() => new(Requests, new NamespacedName(ShippedRights.OperatorNamespace, OperatorOptions.LeaseName));

    private async Task ChangeAllAsync(CancellationToken cancellationToken)
    {
        for (var stream = 0; ; stream = (stream + 1) % Streams)
        {
            await ChangeAsync(stream, cancellationToken);
            await Pace.PauseAsync(BetweenChanges, cancellationToken);
        }
    }

    /// <summary>Each change is worth a ConfigMap, a Deployment and a status.</summary>
    private async Task ChangeAsync(int stream, CancellationToken cancellationToken)
    {
        var key = new NamespacedName(_space, $"led-{stream}");
        var change = Interlocked.Increment(ref _changes);
        var request = new ApiRequest
        {
            Method = HttpMethod.Patch,
            Path = $"{ResourceKinds.Streams.PathIn(key.Namespace)}/{key.Name}",
            Subject = $"Change {key}",
            Body = new JsonObject { ["spec"] = new JsonObject { ["destination"] = new JsonObject { ["rotation"] = new JsonObject { ["maxRecords"] = 1000 + change } } } },
            MediaType = MediaTypes.MergePatch,
        };
        try
        {
            await Requests.SendAsync(request, cancellationToken);
        }
        catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Transient } && !cancellationToken.IsCancellationRequested)
        {
            // A server that is busy does not answer in time. The next change comes all the same.
        }
    }
}

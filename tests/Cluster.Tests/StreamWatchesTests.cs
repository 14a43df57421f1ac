using System.Collections.Concurrent;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Controllers;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The operator's watches and checks over a real API server.</summary>
[Collection(ClusterCollection.Name)]
public sealed class StreamWatchesTests(DefinedCluster cluster) : IAsyncDisposable
{
    private const string Space = "watches";
    private const string Stream = "media-content";

    private readonly ConcurrentQueue<string> _wanted = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Kubernetes _client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.Cluster.Kubeconfig));
    private Task _watching = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _client.Dispose();
    }

    [Fact]
    public async Task Run_ChangesOfStreamsAndChildren_BecomeKeysAndStatusesDoNot()
    {
        await cluster.RequireAsync("create", "namespace", Space);
        // Servers of before 1.21 have no policy/v1.
        var policy = await _client.Policy.GetAPIGroupAsync(Token);
        var watches = new StreamWatches(TimeProvider.System, new Random(5), new ListWatches(TimeProvider.System, _client, [Space]), policy.PreferredVersion.Version, NullLogger<StreamWatches>.Instance);
        watches.Wanted += key => _wanted.Enqueue(key.ToString());
        _watching = watches.RunAsync(_stop.Token);
        await watches.ReadyAsync(Token);

        await cluster.RequireAsync("apply", "-n", Space, "-f", SampleFiles.GoodPath("minimal"));
        await UntilAsync("the stream is wanted", 1);
        await cluster.RequireAsync("patch", "kcs", Stream, "-n", Space, "--subresource=status", "--type=merge", "-p", """{"status":{"lag":"5s"}}""");
        await UntilAsync("the status is in the cache", () => watches.World.Streams.All().Any(stream => stream.Status?.Lag == "5s"));
        await cluster.RequireAsync("create", "configmap", "mine", "-n", Space);
        await cluster.RequireAsync("label", "configmap", "mine", "-n", Space, StreamLabels.Managed, $"{StreamLabels.Stream}={Stream}");
        await UntilAsync("the child's stream is wanted", 2);
        await cluster.RequireAsync("label", "configmap", "mine", "-n", Space, "app.kubernetes.io/managed-by-");
        await UntilAsync("the lost child's stream is wanted", 3);
        await cluster.RequireAsync("annotate", "kcs", Stream, "-n", Space, "note=1");
        await UntilAsync("the annotated stream is wanted", 4);

        Assert.All(_wanted, key => Assert.Equal($"{Space}/{Stream}", key));
        Assert.Equal(4, _wanted.Count);
        Assert.Empty(watches.World.Owned[ResourceKinds.ConfigMaps].All());
    }

    [Fact]
    public async Task Checks_ByAnAdministrator_AreAllGood()
    {
        var options = new OperatorOptions { PodName = "a", PodNamespace = Space, StreamerImage = "streampod:0.1.0", Region = "eu-west-1" };

        var findings = new List<CheckFinding>();
        foreach (var check in new ClusterChecks(_client).For(options))
        {
            findings.Add(await check.RunAsync(Token));
        }

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal((ExitCodes.Ok, true), (finding.Code, finding.Message.Length > 0)));
    }

    private Task UntilAsync(string phase, int wanted) => UntilAsync(phase, () => _wanted.Count >= wanted);

    private Task UntilAsync(string phase, Func<bool> isReached) =>
        Phase.UntilAsync(phase, () => Task.FromResult(isReached() ? null : $"wanted were {string.Join(", ", _wanted)}"), Token);
}

using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Configuration;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.Tests.Leadership;
using KeyspacesStreamer.Operator.Tests.Watching;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Configuration;

/// <summary>Replicas of the whole process on fake time: caches, election, workers and probes together.</summary>
public sealed class OperatorProcessTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedFeeds _feeds = new();
    private readonly ScriptedFeed<KeyspacesCdcStream> _everywhere = new("streams", name => SomeStream.Named(name));
    private readonly InMemoryLeaderLease _lease = new();
    private readonly RecordingController _reconciler = new();
    private readonly RecordingController _other = new();

    [Fact]
    public Task Run_StopAskedFor_EndsCleanlyAndLetsGoOfTheLead() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        _feeds.Streams.Put("content");
        var process = Replica("a", _lease.Open(), _reconciler);
        var running = process.RunAsync(stop.Token);
        await loop.UntilAsync("content is looked at", () => _reconciler.Seen.Count == 1);
        Assert.Equal((true, true, true), (process.IsLeading, process.Health.Liveness().IsOk, process.Health.Readiness().IsOk));

        await stop.CancelAsync();

        Assert.Equal(ExitCodes.Ok, await loop.ResultAsync("the process ends", running, OperatorProcess.LongestStop));
        Assert.Equal(("", false), (_lease.Record?.Holder, process.IsLeading));
    });

    [Fact]
    public Task Run_LeaderIsCutOff_ItsWorkIsCancelledAndTheOtherTakesOver() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        _feeds.Streams.Put("content");
        _reconciler.Hold();
        var view = _lease.Open();
        var (first, second) = (Replica("a", view, _reconciler), Replica("b", _lease.Open(), _other));
        var running = first.RunAsync(stop.Token);
        await loop.UntilAsync("a works", () => _reconciler.InHand == 1);
        var standingBy = second.RunAsync(stop.Token);
        await loop.UntilAsync("b stands by", () => second.Health.Readiness().IsOk);
        Assert.Empty(_other.Seen);

        view.IsCutOff = true;
        await loop.UntilAsync("a acts no more", () => _reconciler.InHand == 0);
        Assert.Equal((0, 1), (_other.Seen.Count, _reconciler.Cancelled));
        await loop.UntilAsync("b works", () => _other.Seen.Count == 1);

        Assert.Equal((false, true), (first.IsLeading, second.IsLeading));
        await stop.CancelAsync();
        await loop.UntilAsync("both end", () => running.IsCompleted && standingBy.IsCompleted);
    });

    [Fact]
    public Task Run_WithoutElection_LeadsAtOnceAndTouchesNoLease() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        _feeds.Streams.Put("content");
        var running = Replica("a", _lease.Open(), _reconciler, isContended: false).RunAsync(stop.Token);

        await loop.UntilAsync("content is looked at", () => _reconciler.Seen.Count == 1);

        await stop.CancelAsync();
        Assert.Equal((ExitCodes.Ok, 0), (await loop.ResultAsync("the process ends", running), _lease.Writes));
    });

    [Fact]
    public Task Run_HeldStreamOutsideTheWatchedNamespaces_IsToldByReadinessAndChangesNothing() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var held = SomeStream.Named("content");
        held.Metadata.Finalizers = [StreamApi.Finalizer];
        _everywhere.Put(held);
        var process = Replica("a", _lease.Open(), _reconciler, isContended: false, watched: "others");

        var running = process.RunAsync(stop.Token);
        await loop.UntilAsync("it is told", () => process.Health.Readiness().Reason.Contains("media/content", StringComparison.Ordinal));

        Assert.Equal((true, 0), (process.Health.Readiness().IsOk, _reconciler.Seen.Count));
        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await loop.ResultAsync("the process ends", running));
    });

    [Fact]
    public Task Run_PortIsTaken_DoesNotBegin() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var first = Replica("a", _lease.Open(), _reconciler);
        var running = first.RunAsync(stop.Token);
        await loop.UntilAsync("the port is open", () => first.StatusPort is not null);

        await Assert.ThrowsAsync<IOException>(() => Replica("b", _lease.Open(), _other, port: first.StatusPort ?? 0).RunAsync(stop.Token));

        await stop.CancelAsync();
        await loop.UntilAsync("the first ends", () => running.IsCompleted);
    });

    private OperatorProcess Replica(string name, InMemoryLeaderLease.View lease, RecordingController reconciler, bool isContended = true, int port = 0, params string[] watched)
    {
        var options = new OperatorOptions { PodName = name, PodNamespace = "system", StreamerImage = "streampod:0.1.0", Region = "eu-west-1", StatusPort = port, LeaderElection = isContended, WatchNamespaces = watched };
        var parts = new OperatorParts { Feeds = _feeds, Everywhere = watched.Length == 0 ? null : _everywhere, Lease = lease, Lead = new LeadershipFence(_clock), Reconciler = _ => reconciler, DisruptionBudgetVersion = "v1" };
        var metrics = new OperatorMetrics("1.2.3", OperatorOptions.LeaseName, options.ReconcileWorkers);
        var logs = LoggerFactory.Create(logging => logging.AddProvider(new FakeLoggerProvider()));
        return new OperatorProcess(_clock, new Random(1), options, parts, metrics, logs);
    }
}

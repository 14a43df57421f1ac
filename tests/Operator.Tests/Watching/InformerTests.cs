using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Time.Testing;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Watching;

public sealed class InformerTests : IInformerObserver
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ScriptedFeed<V1ConfigMap> _feed = new("configmaps", name => new V1ConfigMap { Metadata = new V1ObjectMeta { NamespaceProperty = "media", Name = name, Uid = $"uid-{name}" } });
    private readonly ResourceCache<V1ConfigMap> _cache = new();
    private readonly List<string> _changes = [];
    private readonly List<string> _events = [];

    [Fact]
    public Task Run_ListsThenFollows() => RunAsync(async (loop, informer) =>
    {
        await ReadyAsync(loop, informer);
        _feed.Put("b");
        _feed.Put("a");
        _feed.Delete("b");

        await loop.UntilAsync("all is seen", () => _changes.Count == 4);
        Assert.Equal(["+a", "+b", "~a", "-b"], _changes);
        Assert.Equal(["list", "watch 11"], _feed.Calls);
        Assert.Equal("13", _cache.Find(new NamespacedName("media", "a"))?.Metadata.ResourceVersion);
        Assert.Single(_cache.All());
    }, () => _feed.Put("a"));

    [Fact]
    public Task Run_WatchEnds_GoesOnFromTheLastVersionAndMissesNothing() => RunAsync(async (loop, informer) =>
    {
        await ReadyAsync(loop, informer);
        _feed.Put("a");
        _feed.Bookmark();
        await loop.UntilAsync("a is seen", () => _changes.Count == 1);

        _feed.Cut();
        _feed.Put("b");

        await loop.UntilAsync("b is seen", () => _changes.Count == 2);
        Assert.Equal(["list", "watch 10", "watch 12"], _feed.Calls);
        Assert.Equal(["+a", "+b"], _changes);
        Assert.Contains("ended", _events);
    });

    [Fact]
    public Task Run_VersionForgotten_ListsAgainAndSeesWhatIsGone() => RunAsync(async (loop, informer) =>
    {
        _feed.Put("a");
        _feed.Put("b");
        await ReadyAsync(loop, informer);

        _feed.Cut();
        _feed.Delete("a");
        _feed.Put("b");
        _feed.Put("c");
        _feed.Compact();

        await loop.UntilAsync("the new list is taken in", () => _changes.Count == 5);
        Assert.Equal(["+a", "+b", "~b", "+c", "-a"], _changes);
        Assert.Equal(2, _feed.Calls.Count(call => call == "list"));
        Assert.Contains("expired", _events);
    });

    [Fact]
    public Task Run_ServerIsAway_TriesAgainWithGrowingPausesAndIsNotReadyBefore() => RunAsync(async (loop, informer) =>
    {
        await loop.UntilAsync("it was tried often", () => _events.Count(line => line.StartsWith("retry", StringComparison.Ordinal)) == 9, TimeSpan.FromMinutes(5));
        Assert.False(informer.ReadyAsync(CancellationToken.None).IsCompleted);
        Assert.Equal(["retry 1 0.5", "retry 2 1", "retry 3 2"], _events.Take(3));
        Assert.Equal("retry 9 30", _events[8]);

        await ReadyAsync(loop, informer);
        _feed.Cut(new IOException("reset"));
        await loop.UntilAsync("the failures were forgotten", () => _events.Count(line => line == "retry 1 0.5") == 2);
    }, () =>
    {
        for (var failure = 0; failure < 9; failure++)
        {
            _feed.FailNext(new HttpRequestException("connection refused"));
        }
    });

    [Fact]
    public Task Run_ListShowsNothingNew_SaysNothing() => RunAsync(async (loop, informer) =>
    {
        _feed.Put("a");
        await ReadyAsync(loop, informer);
        _feed.Compact();
        _feed.Bookmark();
        _feed.Compact();
        _feed.Cut(new VersionExpiredException());

        await loop.UntilAsync("it is listed again", () => _feed.Calls.Count(call => call == "list") == 2);
        await loop.UntilAsync("it watches again", () => _feed.Watches == 1);
        Assert.Equal(["+a"], _changes);
    });

    void IInformerObserver.Listed(string kind, int resources)
    {
    }

    void IInformerObserver.WatchEnded(string kind) => _events.Add("ended");

    void IInformerObserver.VersionExpired(string kind) => _events.Add("expired");

    void IInformerObserver.WillRetry(string kind, int attempt, TimeSpan pause, Exception problem) => _events.Add($"retry {attempt} {pause.TotalSeconds}");

    private static async Task ReadyAsync(FakeTimeLoop loop, Informer<V1ConfigMap> informer)
    {
        var ready = informer.ReadyAsync(CancellationToken.None);
        await loop.UntilAsync("the cache is filled", () => ready.IsCompleted);
    }

    private Task RunAsync(Func<FakeTimeLoop, Informer<V1ConfigMap>, Task> scenario, Action? before = null) => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        before?.Invoke();
        var informer = new Informer<V1ConfigMap>(_clock, new Random(3), _feed, _cache, Note, this);
        var running = informer.RunAsync(stop.Token);
        await scenario(loop, informer);
        await stop.CancelAsync();
        await loop.UntilAsync("the informer ends", () => running.IsCompleted);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    });

    private void Note(ResourceChange<V1ConfigMap> change) => _changes.Add($"{(change.Before is null ? '+' : change.After is null ? '-' : '~')}{change.Key.Name}");
}

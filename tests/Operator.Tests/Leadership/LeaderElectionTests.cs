using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Testing.Time;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Leadership;

public sealed class LeaderElectionTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InMemoryLeaderLease _lease = new();
    private readonly List<string> _acting = [];
    private readonly FakeLogger<LeaderElection> _logger = new();
    private int _most;
    private int _begun;

    [Fact]
    public Task Run_TwoReplicas_OneLeadsAndTheOtherFollowsAtOnceWhenItStops() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        using var stopOther = new CancellationTokenSource();
        var first = Contend("a", _lease.Open(), stop.Token);
        await loop.UntilAsync("a leads", () => _acting is ["a"]);
        var second = Contend("b", _lease.Open(), stopOther.Token);
        await loop.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(["a"], _acting);

        await stop.CancelAsync();
        await loop.UntilAsync("b leads", () => _acting is ["b"], TimeSpan.FromSeconds(3));

        Assert.Equal(("b", 1), (_lease.Record?.Holder, _lease.Record?.Transitions));
        await stopOther.CancelAsync();
        await EndedAsync(loop, first, second);
        Assert.Equal(("", 1), (_lease.Record?.Holder, _most));
    });

    [Fact]
    public Task Run_LeaderIsCutOff_StopsActingBeforeTheOtherBegins() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var view = _lease.Open();
        var first = Contend("a", view, stop.Token);
        await loop.UntilAsync("a leads", () => _acting is ["a"]);
        var second = Contend("b", _lease.Open(), stop.Token);
        await loop.PassAsync(TimeSpan.FromSeconds(5));

        view.IsCutOff = true;
        await loop.UntilAsync("nobody acts", () => _acting.Count == 0, TimeSpan.FromSeconds(13));
        await loop.UntilAsync("b leads", () => _acting is ["b"], TimeSpan.FromSeconds(20));
        view.IsCutOff = false;
        await loop.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["b"], _acting);
        Assert.Equal(1, _most);
        await stop.CancelAsync();
        await EndedAsync(loop, first, second);
    });

    [Fact]
    public Task Run_TheAnswerThatGivesTheLeadComesLate_DoesNotLeadBesideTheOther() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var (view, answer) = (_lease.Open(), new TaskCompletionSource());
        view.Answering = answer.Task;
        var first = Contend("a", view, stop.Token);
        await loop.UntilAsync("a has written", () => _lease.Record?.Holder == "a");
        var second = Contend("b", _lease.Open(), stop.Token);
        await loop.UntilAsync("b leads", () => _acting is ["b"], TimeSpan.FromSeconds(20));

        answer.SetResult();
        await loop.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["b"], _acting);
        Assert.Equal(1, _most);
        await stop.CancelAsync();
        await EndedAsync(loop, first, second);
    });

    [Fact]
    public Task Run_FirstRenewalAfterATakeoverFails_LeadsOn() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var view = _lease.Open();
        await view.TryCreateAsync(new LeaderRecord { Holder = "gone", Duration = TimeSpan.FromSeconds(15), AcquiredAt = default, RenewedAt = default, Transitions = 0 }, stop.Token);
        var running = Contend("a", view, stop.Token);
        await loop.UntilAsync("a leads", () => _acting is ["a"], TimeSpan.FromSeconds(20));

        view.IsCutOff = true;
        await loop.PassAsync(TimeSpan.FromSeconds(5));
        view.IsCutOff = false;
        await loop.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["a"], _acting);
        Assert.Equal(1, _begun);
        await stop.CancelAsync();
        await EndedAsync(loop, running);
    });

    [Theory]
    [InlineData(8, "", null)]
    [InlineData(11, "a", "The leader lease was not released; another replica leads when it has expired: the API server did not answer within 10 s.")]
    public Task Run_ServerIsSlowWhenTheLeaderStops_IsGivenTheLeaseBackWithinTheRenewDeadline(int seconds, string holder, string? said) => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var view = _lease.Open();
        var running = Contend("a", view, stop.Token);
        await loop.UntilAsync("a leads", () => _acting is ["a"]);

        var reached = new TaskCompletionSource();
        view.Reaching = reached.Task;
        await stop.CancelAsync();
        await loop.PassAsync(TimeSpan.FromSeconds(seconds));
        reached.SetResult();

        await EndedAsync(loop, running);
        Assert.Equal(holder, _lease.Record?.Holder);
        Assert.Equal(said, _logger.Collector.GetSnapshot().SingleOrDefault()?.Message);
    });

    [Fact]
    public Task Run_ServerIsGoneWhenTheLeaderStops_EndsAndSaysThatTheLeaseMustExpire() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var view = _lease.Open();
        var running = Contend("a", view, stop.Token);
        await loop.UntilAsync("a leads", () => _acting is ["a"]);

        view.IsCutOff = true;
        await stop.CancelAsync();

        await EndedAsync(loop, running);
        Assert.Equal("a", _lease.Record?.Holder);
        Assert.Equal("The leader lease was not released; another replica leads when it has expired: connection refused", Assert.Single(_logger.Collector.GetSnapshot()).Message);
    });

    [Fact]
    public Task Run_TheWorkFails_ComesOutAndTheLeadIsFree() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var election = new LeaderElection(_clock, new Random(1), _lease.Open(), new LeadershipFence(_clock), "a", new LeaderTimes(), _logger);

        var running = election.RunAsync(_ => Task.FromException(new InvalidOperationException("broken")), stop.Token);
        await loop.UntilAsync("it ends", () => running.IsCompleted);

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => running)).Message);
        Assert.Equal("", _lease.Record?.Holder);
    });

    [Fact]
    public Task Run_TheLeaseIsForbidden_SaysItOnceAndSaysSoUntilItIsAllowed() => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var view = _lease.Open();
        view.Refusal = new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "leases is forbidden");
        var election = new LeaderElection(_clock, new Random(1), view, new LeadershipFence(_clock), "a", new LeaderTimes(), _logger);
        var running = election.RunAsync(token => ActAsync("a", token), stop.Token);
        await loop.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("leases is forbidden", election.Refusal);
        Assert.Contains("leases is forbidden", Assert.Single(_logger.Collector.GetSnapshot()).Message, StringComparison.Ordinal);

        view.Refusal = null;
        await loop.UntilAsync("a leads", () => _acting is ["a"]);

        Assert.Null(election.Refusal);
        await stop.CancelAsync();
        await EndedAsync(loop, running);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task Run_ThreeReplicasCutOffAndBackByChance_NeverTwoActAndSomebodyLeadsInTheEnd(int seed) => FakeTimeLoop.RunAsync(_clock, async loop =>
    {
        using var stop = new CancellationTokenSource();
        var chance = new Random(seed);
        var views = Enumerable.Range(0, 3).Select(_ => _lease.Open()).ToArray();
        var running = views.Select((view, replica) => Contend($"{replica}", view, stop.Token, seed + replica)).ToArray();
        for (var round = 0; round < 30; round++)
        {
            await loop.PassAsync(TimeSpan.FromSeconds(chance.Next(1, 20)));
            views[chance.Next(3)].IsCutOff = chance.Next(2) == 0;
        }

        Array.ForEach(views, view => view.IsCutOff = false);
        await loop.UntilAsync("somebody leads", () => _acting.Count == 1, TimeSpan.FromSeconds(40));

        Assert.Equal(1, _most);
        await stop.CancelAsync();
        await EndedAsync(loop, running);
    }, TimeSpan.FromMilliseconds(400));

    private Task Contend(string identity, InMemoryLeaderLease.View view, CancellationToken cancellationToken, int seed = 1) =>
        new LeaderElection(_clock, new Random(seed), view, new LeadershipFence(_clock), identity, new LeaderTimes(), _logger).RunAsync(token => ActAsync(identity, token), cancellationToken);

    private async Task ActAsync(string identity, CancellationToken cancellationToken)
    {
        _acting.Add(identity);
        _begun++;
        _most = Math.Max(_most, _acting.Count);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
        }
        finally
        {
            _acting.Remove(identity);
        }
    }

    private static async Task EndedAsync(FakeTimeLoop loop, params Task[] running)
    {
        await loop.UntilAsync("all replicas end", () => running.All(task => task.IsCompleted));
        Assert.All(running, task => Assert.True(task.IsCanceled, $"{task.Exception}"));
    }
}

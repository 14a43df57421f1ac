using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using Microsoft.Extensions.Logging;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

public sealed class StreamControllerTests
{
    [Fact]
    public Task Run_StatusAlone_IsNoReason() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Streams.Put(SomeStream.Named("content", condition: "True"));

        await fixture.SeesNothingBeforeAsync(loop, "witness");
    }, 2, "content");

    [Fact]
    public Task Run_NewGeneration_IsAReason() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));

        await fixture.SeesAsync(loop, "content");
    }, 2, "content", "other");

    [Fact]
    public Task Run_ChildChangesOrGoes_ItsStreamIsLookedAt() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Deployments.Put("content");
        await fixture.SeesAsync(loop, "content");
        fixture.Feeds.Deployments.Put("content");
        await fixture.SeesAsync(loop, "content");

        fixture.Feeds.Deployments.Delete("content");

        await fixture.SeesAsync(loop, "content");
    }, 2, "content", "other");

    [Fact]
    public Task Run_PodChanges_ItsStreamIsLookedAt() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Pods.Put(new V1Pod { Metadata = ScriptedFeeds.Owned("content-7f9c-xk2p", "content") });

        await fixture.SeesAsync(loop, "content");
    }, 2, "content", "other");

    [Fact]
    public Task Run_ChildGivenToAnotherStream_BothAreLookedAt() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.ConfigMaps.Put("content");
        await fixture.SeesAsync(loop, "content");

        fixture.Feeds.ConfigMaps.Put(new V1ConfigMap { Metadata = ScriptedFeeds.Owned("content", "other") });

        await fixture.SeesAsync(loop, "content", "other");
    }, 1, "content", "other");

    [Fact]
    public Task Run_StreamGoes_ThoseWithItsTableAreLookedAtToo() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Streams.Put(SomeStream.Named("a", "shared"));
        fixture.Feeds.Streams.Put(SomeStream.Named("b", "shared"));
        await fixture.SeesAsync(loop, "a", "b");

        fixture.Feeds.Streams.Delete(SomeStream.Named("a", "shared"));

        await fixture.SeesAsync(loop, "a", "b");
    }, 1, "other");

    [Fact]
    public Task Run_Fails_IsTriedAgainWithGrowingPausesUntilItGoesWell() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        var began = fixture.Clock.GetTimestamp();
        fixture.Reconciler.Answer = _ => throw new ApiServerException("The server is busy.");
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));
        await loop.UntilAsync("six failures", () => fixture.Reconciler.Seen.Count == 7);
        Assert.InRange(fixture.Clock.GetElapsedTime(began).TotalSeconds, 31 * 0.75, 33);

        fixture.Reconciler.Answer = _ => ReconcileResult.Done;
        await loop.UntilAsync("it goes well", () => fixture.Reconciler.Seen.Count == 8);
        await loop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(8, fixture.Reconciler.Seen.Count);
        Assert.Equal(6, fixture.Log.Collector.GetSnapshot().Count(line => line.Level == LogLevel.Warning && line.Message.Contains("The server is busy.", StringComparison.Ordinal)));
    }, 2, "content");

    [Fact]
    public Task Run_FailureWithASoonerWish_TheSoonerCounts() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Reconciler.Answer = _ => new ReconcileResult { IsFailure = true, RequeueAfter = TimeSpan.FromMilliseconds(100) };
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));

        await loop.UntilAsync("ten looks", () => fixture.Reconciler.Seen.Count == 11, TimeSpan.FromSeconds(5));
    }, 2, "content");

    [Fact]
    public Task Run_RequeueAfterAWhile_ComesThenAndNotBefore() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Reconciler.Answer = _ => ReconcileResult.After(TimeSpan.FromSeconds(30));
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));
        await fixture.SeesAsync(loop, "content");

        await loop.PassAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(2, fixture.Reconciler.Seen.Count);
        await loop.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(3, fixture.Reconciler.Seen.Count);
    }, 2, "content");

    [Fact]
    public Task Run_ChangesWhileInHand_OneHandAtATimeAndOnceMore() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        fixture.Reconciler.Hold();
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));
        await loop.UntilAsync("it is in hand", () => fixture.Reconciler.InHand == 1);
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 3));
        fixture.Feeds.Deployments.Put("content");
        await loop.PassAsync(TimeSpan.FromSeconds(1));

        fixture.Reconciler.LetGo();

        await fixture.SeesAsync(loop, "content");
        Assert.False(fixture.Reconciler.WasTorn);
    }, 4, "content");

    [Fact]
    public Task Run_ManyStreams_AreWorkedOffByTheWorkersThereAre() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        Array.ForEach([.. Enumerable.Range(0, 1000).Select(number => $"stream-{number}")], fixture.Feeds.Streams.Put);
        fixture.Reconciler.Hold();
        var leading = fixture.Controller.RunAsync(term.Token);
        await loop.UntilAsync("all workers are busy", () => fixture.Reconciler.InHand == 8);
        Assert.Equal(992, fixture.Controller.Depth);

        fixture.Reconciler.LetGo();
        await loop.UntilAsync("all were looked at", () => fixture.Reconciler.Seen.Count == 1000);

        Assert.Equal((8, 1000), (fixture.Reconciler.MostInHand, fixture.Reconciler.Seen.Distinct().Count()));
        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);
    }, workers: 8);

    [Fact]
    public Task Run_NamespaceWhoseStreamsTakeLong_LeavesWorkersToTheOthers() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        fixture.Feeds.Streams.Put(Elsewhere("quick", generation: 1));
        var leading = fixture.Controller.RunAsync(term.Token);
        await loop.UntilAsync("the quick one was looked at", () => fixture.Reconciler.Seen.Count == 1);
        fixture.Reconciler.Hold();
        Array.ForEach([.. Enumerable.Range(0, 100).Select(number => $"stream-{number}")], fixture.Feeds.Streams.Put);
        await loop.UntilAsync("all workers of one namespace are busy", () => fixture.Reconciler.InHand == 6);
        await loop.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(6, fixture.Reconciler.InHand);

        fixture.Feeds.Streams.Put(Elsewhere("quick", generation: 2));

        await loop.UntilAsync("the quick one is in hand", () => fixture.Reconciler.InHand == 7 && fixture.Reconciler.Seen[^1] == "quick");
        fixture.Reconciler.LetGo();
        await loop.UntilAsync("all were looked at", () => fixture.Reconciler.Seen.Count == 102);
        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);

        static KeyspacesCdcStream Elsewhere(string name, long generation)
        {
            var stream = SomeStream.Named(name, generation: generation);
            stream.Metadata.NamespaceProperty = "elsewhere";
            return stream;
        }
    }, workers: 8);

    [Fact]
    public Task Run_TermEnds_WorkIsCancelledAtOnceAndNothingActsAfterwards() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        Array.ForEach(["a", "b", "c"], fixture.Feeds.Streams.Put);
        fixture.Reconciler.Hold();
        var leading = fixture.Controller.RunAsync(term.Token);
        await loop.UntilAsync("both workers are busy", () => fixture.Reconciler.InHand == 2);

        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted, TimeSpan.Zero);
        fixture.Feeds.Streams.Put(SomeStream.Named("a", generation: 2));
        await loop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.True(leading.IsCanceled);
        Assert.Equal((2, 2, 0), (fixture.Reconciler.Seen.Count, fixture.Reconciler.Cancelled, fixture.Controller.InFlight.Count));
    });

    [Fact]
    public Task Run_StandsByFirst_LooksAtEverythingWhenItLeads() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        fixture.Feeds.Streams.Put("a");
        await loop.UntilAsync("the caches are filled", () => fixture.Watches.IsReady);
        fixture.Feeds.Streams.Put("b");
        await loop.UntilAsync("b is in the cache", () => fixture.Watches.World.Streams.All().Count == 2);
        Assert.Empty(fixture.Reconciler.Seen);

        using var term = new CancellationTokenSource();
        var leading = fixture.Controller.RunAsync(term.Token);
        await fixture.SeesAsync(loop, "a", "b");

        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);
    }, workers: 1);

    [Fact]
    public Task Run_ACacheIsNotFilled_NothingActs() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        fixture.Feeds.Streams.Put("a");
        var leading = fixture.Controller.RunAsync(term.Token);

        await loop.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((false, 0), (fixture.Watches.IsReady, fixture.Reconciler.Seen.Count));
        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);
    }, before: fixture => Array.ForEach([.. Enumerable.Range(0, 20)], _ => fixture.Feeds.Pods.FailNext(new HttpRequestException("connection refused"))));
}

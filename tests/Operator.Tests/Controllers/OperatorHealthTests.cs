using KeyspacesStreamer.Hosting;
using KeyspacesStreamer.Operator.Controllers;

namespace KeyspacesStreamer.Operator.Tests.Controllers;

public sealed class OperatorHealthTests
{
    private static readonly TimeSpan LongStep = TimeSpan.FromSeconds(1);

    [Fact]
    public Task Readiness_FollowsTheCaches() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        var health = HealthOf(fixture);
        await loop.PassAsync(TimeSpan.FromMilliseconds(200));
        Assert.False(health.Readiness().IsOk);

        await loop.UntilAsync("the caches are filled", () => fixture.Watches.IsReady);

        Assert.True(health.Readiness().IsOk);
    }, before: fixture => fixture.Feeds.Pods.FailNext(new HttpRequestException("connection refused")));

    [Fact]
    public Task Readiness_SomethingAside_IsSaidAndReadyAllTheSame() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        await loop.UntilAsync("the caches are filled", () => fixture.Watches.IsReady);

        Assert.Equal(new HealthReport(true, "The caches are filled. Look there."), HealthOf(fixture, aside: "Look there.").Readiness());
    });

    [Fact]
    public Task Readiness_MayNotLead_SaysWhy() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        await loop.UntilAsync("the caches are filled", () => fixture.Watches.IsReady);

        var report = HealthOf(fixture, "leases is forbidden").Readiness();

        Assert.Equal(new HealthReport(false, "This replica may not lead, so it would do nothing: leases is forbidden"), report);
    });

    [Fact]
    public Task Liveness_AReconcileHangs_NamesItsStream() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        using var term = new CancellationTokenSource();
        var health = HealthOf(fixture);
        fixture.Reconciler.Hold();
        fixture.Feeds.Streams.Put("content");
        var leading = fixture.Controller.RunAsync(term.Token);
        await loop.UntilAsync("it is in hand", () => fixture.Controller.InFlight.Count == 1);
        await loop.PassAsync(TimeSpan.FromMinutes(9));
        Assert.True(health.Liveness().IsOk);

        await loop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(new HealthReport(false, "A worker has been reconciling media/content for 11 minutes."), health.Liveness());
        await term.CancelAsync();
        await loop.UntilAsync("the term ends", () => leading.IsCompleted);
    }, step: LongStep);

    [Fact]
    public Task Liveness_AWatchIsSilent_FailsUntilItIsHeardOf() => ControllerFixture.RunAsync(async (fixture, loop) =>
    {
        var health = HealthOf(fixture);
        await loop.UntilAsync("the caches are filled", () => fixture.Watches.IsReady);
        await loop.PassAsync(TimeSpan.FromMinutes(14));
        Assert.True(health.Liveness().IsOk);
        await loop.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("A watch has not been heard of for 16 minutes.", health.Liveness().Reason);

        fixture.Feeds.CutAll();
        await loop.PassAsync(TimeSpan.FromSeconds(3));

        Assert.True(health.Liveness().IsOk);
    }, step: LongStep);

    private static OperatorHealth HealthOf(ControllerFixture fixture, string? refusal = null, string? aside = null) => new(fixture.Watches, fixture.Controller.InFlight, () => refusal, () => aside);
}

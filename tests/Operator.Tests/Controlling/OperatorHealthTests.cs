using KeyspacesStreamer.Operator.Controlling;
using KeyspacesStreamer.Operator.Observability;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Controlling;

public sealed class OperatorHealthTests
{
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
    public Task Liveness_AReconcileHangs_NamesItsStream() => ControllerFixture.LeadAsync(async (fixture, loop) =>
    {
        var health = HealthOf(fixture);
        fixture.Reconciler.Hold();
        fixture.Feeds.Streams.Put(SomeStream.Named("content", generation: 2));
        await loop.UntilAsync("it is in hand", () => fixture.Controller.Hands.Count == 1);
        await loop.PassAsync(TimeSpan.FromMinutes(9));
        Assert.True(health.Liveness().IsOk);

        await loop.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(new HealthReport(false, "A worker has been reconciling media/content for 11 minutes."), health.Liveness());
    }, 2, "content");

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
        await loop.PassAsync(TimeSpan.FromSeconds(1));

        Assert.True(health.Liveness().IsOk);
    });

    private static OperatorHealth HealthOf(ControllerFixture fixture) => new(fixture.Watches, fixture.Controller.Hands);
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Scaling;

/// <summary>How many pods a stream gets between its limits; the lag's target is five minutes.</summary>
public sealed class ReplicaChooserTests
{
    private static readonly AutoscalingSpec Limits = new() { MinReplicas = 1, MaxReplicas = 10 };
    private static readonly TimeSpan Low = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Middling = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan High = TimeSpan.FromMinutes(7);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(420, 5)]
    [InlineData(100_000, 10)]
    public void Choose_FirstPods_AreEnoughForTheShards(int open, int expected) =>
        Assert.Equal(expected, ReplicaChooser.Choose(Limits, TimeSpan.Zero, 0, new ScalingFigures(TimeSpan.Zero, open, null), ScalingHistory.Empty).Replicas);

    [Fact]
    public void Choose_MoreShards_AddsPodsAtOnceAndSaysWhy()
    {
        var walk = new ScalingWalk(Limits, 3);

        walk.Step(420, Low);

        Assert.Equal("3 -> 5: 420 open shards, 100 a pod", Assert.Single(walk.Changes).Reason);
    }

    [Fact]
    public void Choose_LagTooLarge_AddsOneAfterAMinuteThenOneEveryTwo()
    {
        var walk = new ScalingWalk(Limits, 1);
        var began = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(6), 50, High);

        Assert.Equal([1, 3, 5], walk.Changes.Select(change => (change.At - began).TotalMinutes));
        Assert.Equal(("1 -> 2: lag 7m, target 5m", 4), (walk.Changes[0].Reason, walk.Replicas));
    }

    [Fact]
    public void Choose_LagTooLargeForAMoment_AddsNone()
    {
        var walk = new ScalingWalk(Limits, 1);

        walk.Pass(TimeSpan.FromSeconds(60), 50, High);
        walk.Pass(TimeSpan.FromSeconds(60), 50, Middling);
        walk.Pass(TimeSpan.FromSeconds(60), 50, High);

        Assert.Empty(walk.Changes);
    }

    [Fact]
    public void Choose_LagAfterPodsWereAddedForShards_GivesThemTimeToHelp()
    {
        var walk = new ScalingWalk(Limits, 2);
        walk.Pass(TimeSpan.FromSeconds(60), 200, High);
        var raised = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(3), 300, High);

        Assert.Equal([(TimeSpan.Zero, 3), (ReplicaChooser.StepInterval, 4)], walk.Changes.Select(change => (change.At - raised, change.To)));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    public void Choose_LagTooLarge_NeverMorePodsThanShards(int open, int expected)
    {
        var walk = new ScalingWalk(Limits, 1);

        walk.Pass(TimeSpan.FromHours(1), open, High);

        Assert.Equal(expected, walk.Replicas);
    }

    [Fact]
    public void Choose_LagSwingsThenStaysTooLarge_AddsAgain()
    {
        var walk = new ScalingWalk(Limits, 1);
        walk.Pass(TimeSpan.FromMinutes(2), 50, High);
        walk.Pass(TimeSpan.FromMinutes(1), 50, Middling);

        walk.Pass(TimeSpan.FromMinutes(8), 50, High);

        Assert.Equal([2, 3, 4], walk.Changes.Select(change => change.To));
        Assert.Equal(ReplicaChooser.StepInterval, walk.Changes[2].At - walk.Changes[1].At);
    }

    [Fact]
    public void Choose_LagComesBackAfterAWindowOfCalm_AddsAfterAMinuteAgain()
    {
        var walk = new ScalingWalk(Limits, 1);
        walk.Pass(TimeSpan.FromMinutes(2), 50, High);
        walk.Pass(TimeSpan.FromMinutes(6), 50, Middling);
        var again = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(2), 50, High);

        Assert.Equal((3, ReplicaChooser.Doubt), (walk.Replicas, walk.Changes[^1].At - again));
    }

    [Fact]
    public void Choose_FewerShards_TakesHalfAWindowAtATime()
    {
        var walk = new ScalingWalk(Limits, 8);
        var began = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(30), 90, Low);

        Assert.Equal([(5, 4), (10, 2), (15, 1)], walk.Changes.Select(change => ((int)(change.At - began).TotalMinutes, change.To)));
        Assert.Equal("8 -> 4: 90 open shards, 100 a pod, for 5m", walk.Changes[0].Reason);
    }

    [Fact]
    public void Choose_NeededWithinTheWindow_CountsTheHighestNeed()
    {
        var walk = new ScalingWalk(Limits, 8);
        walk.Step(800, Low);
        walk.Pass(TimeSpan.FromMinutes(3), 90, Low);
        walk.Step(600, Low);
        var later = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(4), 90, Low);

        Assert.Equal((6, true), (Assert.Single(walk.Changes).To, walk.Changes[0].At > later));
    }

    [Fact]
    public void Choose_LagAboveHalfItsTarget_TakesNone()
    {
        var walk = new ScalingWalk(Limits, 8);

        walk.Pass(TimeSpan.FromHours(1), 90, Middling);

        Assert.Empty(walk.Changes);
    }

    [Fact]
    public void Choose_LagUnknown_AddsForShardsButTakesNone()
    {
        var walk = new ScalingWalk(Limits, 4);

        walk.Pass(TimeSpan.FromHours(1), 90, null);
        walk.Step(600, null);

        Assert.Equal(6, Assert.Single(walk.Changes).To);
    }

    [Fact]
    public void Choose_FiguresAreTooOld_HoldsWhatIs()
    {
        var stale = new ScalingFigures(TimeSpan.Zero, 600, High);

        var decision = ReplicaChooser.Choose(Limits, ReplicaChooser.Stale + TimeSpan.FromTicks(1), 3, stale, ScalingHistory.Empty);

        Assert.Equal((3, null), (decision.Replicas, decision.Reason));
    }

    [Fact]
    public void Choose_FiguresBreakOff_BeginsTheWindowAnew()
    {
        var walk = new ScalingWalk(Limits, 4);
        walk.Pass(TimeSpan.FromMinutes(4.5), 90, Low);
        walk.Step(null, null);
        var again = walk.Now;

        walk.Pass(TimeSpan.FromMinutes(6), 90, Low);

        Assert.Equal(ReplicaChooser.Window, walk.Changes[0].At - again);
    }

    [Fact]
    public void Choose_NobodyAskedForLong_BeginsTheWindowAnew()
    {
        var walk = new ScalingWalk(Limits, 4);
        walk.Step(90, Low);
        walk.Step(90, Low, TimeSpan.FromMinutes(10));

        walk.Step(90, Low);

        Assert.Empty(walk.Changes);
    }

    [Theory]
    [InlineData(1, 3, 3, "8 -> 3: spec.autoscaling allows 1 to 3")]
    [InlineData(9, 10, 9, "8 -> 9: 90 open shards, 100 a pod")]
    public void Choose_LimitsChange_AreObeyedAtOnce(int min, int max, int expected, string reason)
    {
        var walk = new ScalingWalk(new AutoscalingSpec { MinReplicas = min, MaxReplicas = max }, 8);

        walk.Step(90, Low);

        Assert.Equal((expected, reason), (walk.Replicas, walk.Changes[0].Reason));
    }
}

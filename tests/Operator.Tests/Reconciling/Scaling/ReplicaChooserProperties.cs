using FsCheck;
using FsCheck.Fluent;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Scaling;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Scaling;

/// <summary>Whatever shards and lag do: the number of pods keeps to its limits, comes to rest and is never taken away for lack of knowledge.</summary>
public sealed class ReplicaChooserProperties
{
    private static readonly TimeSpan Target = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan?[] Lags = [null, TimeSpan.Zero, Target / 2, Target / 2 + TimeSpan.FromSeconds(1), Target, Target + TimeSpan.FromSeconds(1), 9 * Target];

    [Fact]
    public void Choose_AnyWalk_StaysWithinTheLimits() => Check(Walks(), walk =>
        Played(walk).All(step => step.Replicas >= walk.Limits.MinReplicas && step.Replicas <= walk.Limits.MaxReplicas));

    [Fact]
    public void Choose_AnyWalk_ChangesHaveAReasonAndNothingElseHas() => Check(Walks(), walk =>
        Played(walk).All(step => step.Change is null || step.Change.Value.Reason?.StartsWith($"{step.Change.Value.From} -> {step.Change.Value.To}: ", StringComparison.Ordinal) == true));

    [Fact]
    public void Choose_AnyWalk_TakesAwayHalfAtMostOnceAWindowAndOnlyWithoutLag() => Check(Walks(), walk =>
    {
        var reductions = Played(walk).Skip(1).Where(step => step.Change is { } change && change.To < change.From).ToArray();
        return reductions.All(step => step.Input.Lag <= Target / 2 && step.Input.Open is not null && step.Change is { } change && change.To >= change.From / 2)
            && reductions.Zip(reductions.Skip(1)).All(pair => pair.Second.Change?.At - pair.First.Change?.At >= ReplicaChooser.Window);
    });

    [Fact]
    public void Choose_AnyWalk_StepsForLagAreTwoMinutesApartAndOfOnePod() => Check(Walks(), walk =>
    {
        var raises = Played(walk).Where(step => step.Change is { } change && change.To > change.From).Select(step => (step.Change!.Value.At, step.Change.Value)).ToArray(); // just asked
        return Enumerable.Range(0, raises.Length).Where(number => raises[number].Value.Reason?.Contains("lag", StringComparison.Ordinal) == true).All(number =>
            raises[number].Value.To == raises[number].Value.From + 1 && (number == 0 || raises[number].At - raises[number - 1].At >= ReplicaChooser.StepInterval));
    });

    [Fact]
    public void Choose_ConstantInput_ComesToRest() => Check(Walks(), walk =>
    {
        var stream = new ScalingWalk(walk.Limits, walk.Replicas);
        var input = walk.Inputs[0];
        stream.Pass(TimeSpan.FromHours(5), input.Open, input.Lag);
        var (rest, changes) = (stream.Replicas, stream.Changes.Count);
        stream.Pass(TimeSpan.FromHours(5), input.Open, input.Lag);
        var isOneWay = stream.Changes.All(change => change.To > change.From) || stream.Changes.Skip(1).All(change => change.To < change.From);
        return stream.Replicas == rest && stream.Changes.Count == changes && isOneWay;
    });

    [Fact]
    public void Choose_AfterTheLoadIsGone_ReachesTheBaseWithinEightWindows() => Check(Walks(), walk =>
    {
        var stream = Walked(walk);
        stream.Pass(9 * ReplicaChooser.Window, 50, TimeSpan.Zero);
        return stream.Replicas == ReplicaChooser.BaseOf(walk.Limits, 50);
    });

    [Fact]
    public void Choose_Restarted_TakesNothingAwayWithinAWindow() => Check(Walks(), walk =>
    {
        var stream = Walked(walk);
        var before = stream.Changes.Count;
        stream.Restart();
        stream.Pass(ReplicaChooser.Window, 1, TimeSpan.Zero);
        return stream.Changes.Count == before;
    });

    [Fact]
    public void Choose_NothingKnown_ChangesNothing() => Check(Walks(), walk =>
    {
        var stream = Walked(walk);
        var before = stream.Changes.Count;
        stream.Pass(TimeSpan.FromHours(1), null, null);
        return stream.Changes.Count == before;
    });

    [Fact]
    public void Choose_SwingsFasterThanTheWindow_OneChangeUpAndNoneDown() => Check(Swings(), swing =>
    {
        var stream = new ScalingWalk(swing.Limits, swing.Limits.MinReplicas);
        for (var number = 0; number < 60; number++)
        {
            var (open, lag) = number % 2 == 0 ? swing.High : swing.Low;
            stream.Pass(ScalingWalk.Pace * swing.HalfPeriod, open, lag);
        }

        return stream.Changes.All(change => change.To > change.From) && stream.Changes.Count <= 1;
    });

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static ScalingWalk Walked(Walk walk)
    {
        var stream = new ScalingWalk(walk.Limits, walk.Replicas);
        walk.Inputs.ToList().ForEach(input => stream.Step(input.Open, input.Lag, input.Pause));
        return stream;
    }

    private static List<(Input Input, int Replicas, (TimeSpan At, int From, int To, string? Reason)? Change)> Played(Walk walk)
    {
        var stream = new ScalingWalk(walk.Limits, walk.Replicas);
        return [.. walk.Inputs.Select(input =>
        {
            var before = stream.Changes.Count;
            stream.Step(input.Open, input.Lag, input.Pause);
            return (input, stream.Replicas, stream.Changes.Count > before ? stream.Changes[^1] : ((TimeSpan, int, int, string?)?)null);
        })];
    }

    private static Gen<Walk> Walks() =>
        from min in Gen.Choose(1, 20)
        from more in Gen.Choose(0, 80)
        from shardsPerReplica in Gen.Elements(1, 7, 100)
        from replicas in Gen.Choose(0, 110)
        from calm in Inputs(Gen.Choose(5, 30))
        from wild in Gen.NonEmptyListOf(Inputs(Gen.Choose(0, 300)))
        from repeats in Gen.Choose(1, 40)
        select new Walk(
            new AutoscalingSpec { MinReplicas = min, MaxReplicas = min + more, ShardsPerReplica = shardsPerReplica }, replicas,
            [.. wild, .. Enumerable.Repeat(calm, repeats), .. wild]);

    private static Gen<Input> Inputs(Gen<int> pauses) =>
        from open in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 12).Select(open => (int?)open), Gen.Choose(0, 2_000).Select(open => (int?)open))
        from lag in Gen.Elements(Lags)
        from pause in pauses
        select new Input(open, lag, TimeSpan.FromSeconds(pause));

    /// <summary>Half periods of 30 seconds to 2 minutes: shards alone swing, or the lag alone does.</summary>
    private static Gen<Swing> Swings() =>
        from halfPeriod in Gen.Choose(1, 4)
        from isLag in Gen.Elements(true, false)
        from some in Gen.Choose(0, 900)
        from other in Gen.Choose(0, 900)
        let limits = new AutoscalingSpec { MinReplicas = isLag ? ReplicaChooser.BaseOf(new AutoscalingSpec { MaxReplicas = 10 }, some) : 1, MaxReplicas = 10 }
        select isLag
            ? new Swing(limits, halfPeriod, (some, 2 * Target), (some, TimeSpan.Zero))
            : new Swing(limits, halfPeriod, (Math.Max(some, other), TimeSpan.Zero), (Math.Min(some, other), TimeSpan.Zero));

    /// <summary>What is seen at one moment, and the time until the next.</summary>
    internal sealed record Input(int? Open, TimeSpan? Lag, TimeSpan Pause);

    /// <summary>A stream and what happens to it.</summary>
    internal sealed record Walk(AutoscalingSpec Limits, int Replicas, IReadOnlyList<Input> Inputs);

    /// <summary>Two inputs in turn.</summary>
    internal sealed record Swing(AutoscalingSpec Limits, int HalfPeriod, (int Open, TimeSpan Lag) High, (int Open, TimeSpan Lag) Low);
}

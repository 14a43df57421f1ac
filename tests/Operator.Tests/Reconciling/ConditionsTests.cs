using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>The list of conditions, and whether two statuses say the same.</summary>
public sealed class ConditionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 700, TimeSpan.FromHours(2));

    [Fact]
    public void Merge_AnyResults_ListsAllTypesInOrder()
    {
        var merged = Conditions.Merge(null, [Valid(true), new ConditionResult(ConditionTypes.Ready, false, "Bad", "bad")], 4, Now);

        Assert.Equal(ConditionTypes.All, merged.Select(condition => condition.Type));
        Assert.Equal(["False", "True", "Unknown"], merged.Take(3).Select(condition => condition.Status));
        Assert.Equal(ConditionReasons.NotChecked, merged[2].Reason);
        Assert.All(merged, condition => Assert.Equal((4, new DateTime(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc)), (condition.ObservedGeneration, condition.LastTransitionTime)));
    }

    [Fact]
    public void Merge_TwoResultsForOneCondition_IsAnError() =>
        Assert.Throws<ArgumentException>(() => Conditions.Merge(null, [Valid(true), Valid(false)], 1, Now));

    [Fact]
    public void Merge_SameStatusForAnotherReason_KeepsTheTimeAndTakesTheWords()
    {
        var before = Conditions.Merge(null, [Valid(false, "Old", "old")], 1, Now);

        var after = Conditions.Merge(before, [Valid(false, "New", "new")], 2, Now.AddMinutes(5));

        var found = Conditions.Find(after, ConditionTypes.SpecValid);
        Assert.Equal((Conditions.Find(before, ConditionTypes.SpecValid)?.LastTransitionTime, "New", "new", 2), (found?.LastTransitionTime, found?.Reason, found?.Message, found?.ObservedGeneration));
    }

    [Fact]
    public void Merge_StatusChanges_MovesTheTimeOfThatConditionAlone()
    {
        var before = Conditions.Merge(null, [Valid(false)], 1, Now);

        var after = Conditions.Merge(before, [Valid(true)], 1, Now.AddMinutes(5));

        var moved = after.Zip(before).Where(pair => pair.First.LastTransitionTime != pair.Second.LastTransitionTime).Select(pair => pair.First.Type);
        Assert.Equal([ConditionTypes.SpecValid], moved);
    }

    [Theory]
    [InlineData(32_767)]
    [InlineData(32_768)]
    public void Merge_MessageTooLong_IsCutBetweenCharacters(int before)
    {
        var merged = Conditions.Merge(null, [Valid(true, message: new string('x', before) + "\U0001F600")], 1, Now);

        var message = Conditions.Find(merged, ConditionTypes.SpecValid)?.Message;
        Assert.Equal(new string('x', before), message);
    }

    [Fact]
    public void AreSame_MergedAgain_IsTrue()
    {
        var before = new KeyspacesCdcStreamStatus { Conditions = Conditions.Merge(null, [Valid(true)], 1, Now), LastCommitTime = Now.UtcDateTime, Shards = new ShardCounts { Open = 1 } };
        var after = before with { Conditions = Conditions.Merge(before.Conditions, [Valid(true)], 1, Now.AddMinutes(5)), Shards = new ShardCounts { Open = 1 } };

        Assert.True(StatusComparer.AreSame(before, after));
    }

    [Fact]
    public void AreSame_AnythingDiffers_IsFalse()
    {
        var before = new KeyspacesCdcStreamStatus { Conditions = Conditions.Merge(null, [Valid(true)], 1, Now), Lag = "1s" };

        Assert.All(
            [
                before with { Lag = "2s" }, before with { ReadyReplicas = 1 }, before with { Shards = new ShardCounts() }, before with { Conditions = null },
                before with { Conditions = Conditions.Merge(before.Conditions, [Valid(true, message: "other")], 1, Now) },
                before with { Conditions = Conditions.Merge(before.Conditions, [Valid(true)], 2, Now) },
            ],
            after => Assert.False(StatusComparer.AreSame(before, after)));
        Assert.False(StatusComparer.AreSame(null, before));
    }

    [Fact]
    public void AreSameButForProgress_OnlyFiguresMoved_IsTrue()
    {
        var before = new KeyspacesCdcStreamStatus { Lag = "1s", Records = 1, Objects = 1, LastCommitTime = Now.UtcDateTime, Shards = new ShardCounts { Open = 1 } };

        Assert.True(StatusComparer.AreSameButForProgress(before, before with { Lag = "2s", Records = 2, Objects = 2, LastCommitTime = Now.UtcDateTime.AddSeconds(9) }));
        Assert.False(StatusComparer.AreSameButForProgress(before, before with { Shards = new ShardCounts { Open = 2 } }));
    }

    [Fact]
    public void Holds_Conditions_TellsOnlyTrue()
    {
        V1Condition[] conditions = [.. Conditions.Merge(null, [Valid(true), new ConditionResult(ConditionTypes.Ready, false, "Bad", "bad")], 1, Now)];

        Assert.Equal([true, false, false], new[] { ConditionTypes.SpecValid, ConditionTypes.Ready, ConditionTypes.ImageResolved }.Select(type => Conditions.Holds(conditions, type)));
        Assert.False(Conditions.Holds(null, ConditionTypes.Ready));
    }

    private static ConditionResult Valid(bool holds, string reason = "Reason", string message = "message") => new(ConditionTypes.SpecValid, holds, reason, message);
}

using KeyspacesStreamer.Simulation.Campaigns;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Tests.Campaigns;

public sealed class ShrinkerTests
{
    [Fact]
    public void Shrink_BudgetTooSmallForOnePage_LeavesNothingThatIsNotNeeded()
    {
        var found = ScheduleRun.Of(Broken());

        var least = Shrinker.Shrink(found);

        Assert.Equal(Invariant.Memory, found.Violation?.Invariant);
        Assert.Equal(Invariant.Memory, ScheduleRun.Of(least).Violation?.Invariant);
        Assert.Empty(least.Disasters);
        Assert.Empty(least.Faults!);
        Assert.Equal((1, 1, false), (least.Pods, least.Shards, least.IsShuffled));
    }

    [Fact]
    public void Report_FailingSeed_SaysWhatBrokeAndHowToSeeItAgain()
    {
        using var folder = new Testing.TemporaryFolder();

        var text = FailureReport.Of(ScheduleRun.Of(Broken()), folder.Path);

        Assert.Contains("Memory", text, StringComparison.Ordinal);
        Assert.Contains("make simulate SEED=3", text, StringComparison.Ordinal);
        var kept = ScheduleDocument.Read(File.ReadAllText(Path.Combine(folder.Path, "seed-3.json")));
        Assert.Equal(Invariant.Memory, ScheduleRun.Of(kept).Violation?.Invariant);
    }

    /// <summary>No page fits this budget, and the first one is admitted all the same: more is held than allowed.</summary>
    private static Schedule Broken()
    {
        var schedule = ScheduleGenerator.Of(3);
        return schedule with { Settings = schedule.Settings with { Pod = schedule.Settings.Pod with { MemoryBudgetBytes = 1_024 } } };
    }
}

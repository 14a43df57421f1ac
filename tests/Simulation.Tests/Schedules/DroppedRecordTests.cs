using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Tests.Schedules;

/// <summary>Schedules as they are, with a transform that drops some records, or nearly all of them.</summary>
public sealed class DroppedRecordTests
{
    private const int Seeds = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_SomeRecordsAreDropped_KeepsEveryInvariant(int divisor)
    {
        var outcomes = Enumerable.Range(50_000, Seeds).AsParallel().Select(seed => ScheduleRun.Of(ScheduleGenerator.Of(seed) with { DropsOneOf = divisor })).ToList();

        var broken = outcomes.Where(outcome => outcome.Violation is not null).Select(outcome => $"{outcome.Schedule.Seed}: {outcome.Violation}").ToList();
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Assert.Equal(Seeds, outcomes.Count);
    }
}

using System.Diagnostics;
using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Tests.Running;

/// <summary>A seed decides a whole run: in this process, in another one, and from a kept schedule.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(1, 25));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_SameSeedTwice_GivesTheSameTrace(int seed)
    {
        var first = ScheduleRun.Of(ScheduleGenerator.Of(seed), isTraced: true);
        var second = ScheduleRun.Of(ScheduleGenerator.Of(seed), isTraced: true);

        Assert.NotEmpty(first.Trace);
        Assert.Equal(first.Trace, second.Trace);
    }

    [Fact]
    public void Run_AnotherSeed_GivesAnotherTrace() => Assert.NotEqual(
        ScheduleRun.Of(ScheduleGenerator.Of(1), isTraced: true).Trace,
        ScheduleRun.Of(ScheduleGenerator.Of(2), isTraced: true).Trace);

    [Fact]
    public void Run_KeptSchedule_GivesTheSameTrace()
    {
        var schedule = ScheduleGenerator.Of(11);

        var replayed = ScheduleRun.Of(ScheduleDocument.Read(ScheduleDocument.Write(schedule)), isTraced: true);

        Assert.Equal(ScheduleRun.Of(schedule, isTraced: true).Trace, replayed.Trace);
    }

    [Fact]
    public void Run_FaultsAsAList_GivesTheSameTraceAsByChance()
    {
        var byChance = ScheduleRun.Of(ScheduleGenerator.Of(11), isTraced: true);

        var listed = ScheduleRun.Of(byChance.Schedule with { Rates = Simulation.Services.FaultRates.None, Faults = byChance.Faults }, isTraced: true);

        Assert.NotEmpty(byChance.Faults);
        Assert.Equal(byChance.Trace, listed.Trace);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Replay_InAnotherProcess_GivesTheSameTraceByteForByte(int seed)
    {
        var here = ScheduleRun.Of(ScheduleGenerator.Of(seed), isTraced: true).Trace;
        // Text hashes differ from process to process, so an order that hangs on one of them shows here.
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(PipelineSimulation).Assembly.Location, "replay", "--seed", $"{seed}", "--all" },
            RedirectStandardOutput = true,
        });

        var there = await process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(here, there.Split('\n').Take(here.Count));
    }
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Campaigns;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Simulation.Tests.Campaigns;

public sealed class CampaignTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_ThousandsOfSchedules_KeepEveryInvariant()
    {
        // The seeds that are run each time; `make simulate` runs others.
        var schedules = TestEnvironment.Schedules;
        var result = new PipelineSimulation { Schedules = schedules, FailureFolder = "artifacts/simulation", MostFailures = 3 }.Run();

        output.WriteLine(result.Summary);
        Assert.True(result.IsGreen, result.Failures);
        Assert.Equal(schedules, result.Schedules);
    }

    [Fact]
    public void Run_ManySeeds_EveryDisasterAndEveryFateIsMet()
    {
        var schedules = Enumerable.Range(1, 400).Select(seed => Simulation.Schedules.ScheduleGenerator.Of(seed)).ToArray();
        var fates = schedules.Take(60).SelectMany(schedule => Simulation.Schedules.ScheduleRun.Of(schedule).Faults).Select(fault => fault.Fate).Distinct();

        Assert.Equal(Enum.GetValues<Disasters.DisasterKind>(), schedules.SelectMany(schedule => schedule.Disasters).Select(disaster => disaster.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<Simulation.Services.CallFate>().Where(fate => fate != Simulation.Services.CallFate.Served), fates.Order());
    }

    [Fact]
    public void Generate_ManySeeds_EveryFormatShapeAndCompressionIsMet()
    {
        var destinations = Enumerable.Range(1, 2_000)
            .Select(seed => Simulation.Schedules.ScheduleGenerator.Of(seed))
            .SelectMany(schedule => new[] { schedule.Settings, schedule.LaterSettings }.OfType<StreamSettings>())
            .Select(settings => settings.Destination)
            .ToList();

        var expected = Enum.GetValues<ObjectFormat>().SelectMany(format => FormatRules.CompressionsOf(format).Select(compression => (format, compression))).Order();
        Assert.Equal(expected, destinations.Select(destination => (destination.Format, destination.Compression)).Distinct().Order());
        Assert.Equal(Enum.GetValues<RecordShape>(), destinations.Select(destination => destination.Record).Distinct().Order());
    }

    [Fact]
    public void Run_TwoThreads_FindsTheSameAsOne()
    {
        var one = new Campaign(TimeProvider.System, Simulation.Schedules.PipelineShape.Any).Run(1, 200, threads: 1);
        var two = new Campaign(TimeProvider.System, Simulation.Schedules.PipelineShape.Any).Run(1, 200, threads: 2);

        Assert.Equal((one.Steps, one.Records, one.Objects, one.Faults, one.Simulated), (two.Steps, two.Records, two.Objects, two.Faults, two.Simulated));
    }
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Schedules;
using static KeyspacesStreamer.Simulation.Coverage.SmallPipeline;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Sweeps over what pods do when nothing goes wrong but the crash.</summary>
internal static class UsualSweeps
{
    private const string TemplateWithoutShard = "{table}/{yyyy}/{MM}/{dd}/{sequenceNumber}.json";

    public static IReadOnlyList<SweepSchedule> All =>
    [
        new()
        {
            Name = "two shards, a split, a merge",
            Schedule = Plain with
            {
                Shards = 2,
                Bursts = [Changes(0, 0, 4), Changes(0, 1, 2), Changes(2.5, 0, 2), Changes(4.5, 1, 3)],
                Disasters = [Strike(2, DisasterKind.Split), Strike(4, DisasterKind.Merge)],
                CalmAt = TimeSpan.FromSeconds(5),
            },
        },
        new()
        {
            Name = "keys that two shards want, compressed, one PUT at a time",
            Schedule = Plain with
            {
                Settings = PlainSettings with
                {
                    Destination = PlainSettings.Destination with { KeyTemplate = TemplateWithoutShard, Compression = ObjectCompression.Gzip },
                    Pod = PlainSettings.Pod with { MaxConcurrentPuts = 1, MaxConcurrentReads = 1 },
                },
                Shards = 2,
                NumbersPerShard = true,
                Bursts = [Changes(0, 0, 3), Changes(0, 1, 4)],
            },
        },
        new()
        {
            Name = "objects of two records, one record left for its age",
            Schedule = Plain with
            {
                Settings = PlainSettings with { Destination = PlainSettings.Destination with { Rotation = PlainSettings.Destination.Rotation with { MaxRecords = 2 } } },
                Bursts = [Changes(0, 0, 3), Changes(0.5, 0, 1)],
            },
        },
        new()
        {
            Name = "a second pod asks for a shard",
            Schedule = Handoff,
        },
        new()
        {
            Name = "a second pod is given a shard",
            Schedule = Handoff,
            Process = "pod-ab/1",
        },
        new()
        {
            Name = "a stop with everything open",
            Schedule = Termination,
        },
        new()
        {
            Name = "the heir of a pod that stops",
            Schedule = Termination,
            Process = "pod-ab/1",
        },
        new()
        {
            Name = "a stream that begins at LATEST",
            Schedule = Plain with
            {
                Settings = PlainSettings with { Source = PlainSettings.Source with { StartFrom = StartFrom.Latest } },
                Bursts = [Changes(8, 0, 3)],
                CalmAt = TimeSpan.FromSeconds(9),
            },
        },
        new()
        {
            Name = "an idle shard that is marked as read to its tip",
            Schedule = Plain with
            {
                Bursts = [],
                Disasters = [Strike(1, DisasterKind.Pause) with { Duration = TimeSpan.FromMinutes(20) }],
                CalmAt = TimeSpan.FromMinutes(20) + TimeSpan.FromSeconds(4),
            },
        },
    ];

    private static Schedule Handoff => Plain with
    {
        Shards = 2,
        Bursts = [Changes(0, 0, 4), Changes(0, 1, 2), Changes(3, 0, 2), Changes(3, 1, 2)],
        Disasters = [Strike(2, DisasterKind.ScaleUp)],
        CalmAt = TimeSpan.FromSeconds(5),
    };

    private static Schedule Termination => Plain with
    {
        Bursts = [Changes(0, 0, 4), Changes(1.4, 0, 4)],
        Disasters = [Strike(1.5, DisasterKind.Terminate)],
    };
}

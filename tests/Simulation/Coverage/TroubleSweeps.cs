using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.Simulation.Coverage.SmallPipeline;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Sweeps over what pods do when services, rows or other pods give trouble besides.</summary>
internal static class TroubleSweeps
{
    // The requests before it find table, bucket and stream.
    private const int FirstFault = 12;

    private static readonly CallFate[] Fates =
    [
        CallFate.AnswerLost, CallFate.Throttled, CallFate.RequestLost, CallFate.Late, CallFate.Refused, CallFate.Twice,
    ];

    /// <summary>So much of the plain budget that no page fits beside it.</summary>
    private const long OfOthers = 60L * 1024 * 1024;

    /// <summary>Longer than the service keeps a record.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    public static IReadOnlyList<SweepSchedule> All =>
    [
        .. Enumerable.Range(0, Fates.Length).Select(first => new SweepSchedule
        {
            Name = $"every other request fails, at first with {Fates[first]}",
            Schedule = Plain with { Bursts = [Changes(0, 0, 4), Changes(8, 0, 4)], Faults = FaultsFrom(first), CalmAt = TimeSpan.FromSeconds(20) },
        }),
        new()
        {
            Name = "two shards that wait for memory",
            Schedule = Plain with
            {
                Settings = PlainSettings with { Pod = PlainSettings.Pod with { MemoryBudgetBytes = 4 * 1024 * 1024 } },
                Shards = 2,
                Bursts = [Changes(0, 0, 3), Changes(0, 1, 3)],
            },
            Prepare = run => run.HoldMemoryOf("pod-aa/1"),
        },
        new()
        {
            Name = "a pod that stands still while it writes, and loses its lease",
            Schedule = Plain with { Pods = 2, CalmAt = TimeSpan.FromSeconds(30) },
            Prepare = run => run.When(
                () => run.Pipeline.Store.Objects.Count == 1,
                () => run.Pipeline.Pause(run.Pipeline.Pods[0], TimeSpan.FromSeconds(20))),
        },
        new()
        {
            Name = "a stop while the stream cannot be reached",
            Schedule = Plain with { Disasters = [Outage(1, 3, Service.Stream), Strike(1.5, DisasterKind.Terminate)], CalmAt = TimeSpan.FromSeconds(5) },
        },
        new()
        {
            Name = "a stop while the bucket cannot be reached, until the time to drain is over",
            Schedule = Plain with { Disasters = [Outage(0.3, 40, Service.Store), Strike(1.5, DisasterKind.Terminate)], CalmAt = TimeSpan.FromSeconds(45) },
        },
        new()
        {
            Name = "a planted object where a compressed one belongs",
            Schedule = Plain with
            {
                Settings = PlainSettings with { Destination = PlainSettings.Destination with { Compression = ObjectCompression.Gzip } },
            },
            Prepare = run => run.Pipeline.Wire.Plants = 1,
        },
        new()
        {
            Name = "a record that cannot be read",
            Schedule = Unreadable,
        },
        new()
        {
            Name = "a halted shard begins again",
            Schedule = Unreadable with { Disasters = [Strike(2, DisasterKind.Crash)], CalmAt = TimeSpan.FromSeconds(6) },
            Process = "pod-aa/2",
        },
        new()
        {
            Name = "an end that was none",
            Schedule = Plain with { Bursts = [Changes(0, 0, 2), Changes(2, 0, 2)], Disasters = [Strike(1, DisasterKind.FalseEnd)] },
        },
        new()
        {
            Name = "an end that comes true with more before it",
            Schedule = Plain with { Disasters = [Strike(1, DisasterKind.FalseEnd)] },
            Prepare = run => run.BeforeReading(call => call.Operation == StreamOperation.ListChildren, shard =>
            {
                run.Pipeline.Life.Append(shard, 1, isUnreadable: false);
                run.Pipeline.Life.Split(shard);
                run.Pipeline.Life.Source.AnswerEmpty(shard, 1);
            }),
        },
        new()
        {
            Name = "a shard that is gone when its children are asked for",
            Schedule = Plain with { Disasters = [Strike(1.5, DisasterKind.Split)] },
            Prepare = run => run.BeforeReading(call => call.Operation == StreamOperation.ListChildren, shard => throw new ShardGoneException($"{shard} is gone.")),
        },
        new()
        {
            Name = "a shard that is trimmed before its end is confirmed",
            Schedule = Plain with { Disasters = [Strike(1.5, DisasterKind.Split)] },
            Prepare = run =>
            {
                var isAsked = false;
                run.BeforeReading(call => call.Operation == StreamOperation.ListChildren, _ => isAsked = true);
                run.BeforeReading(call => isAsked && call.Operation == StreamOperation.GetIterator, shard => throw new TrimmedDataException($"{shard} was trimmed."));
            },
        },
        new()
        {
            Name = "an end that waits for memory to be confirmed",
            Schedule = Plain with { Disasters = [Strike(1.5, DisasterKind.Split)], CalmAt = TimeSpan.FromSeconds(10) },
            Prepare = run => run.BeforeReading(call => call.Operation == StreamOperation.ListChildren, _ =>
            {
                var budget = run.Pipeline.Pods[0].Budget;
                budget.Adjust(OfOthers);
                run.Loop.After(TimeSpan.FromSeconds(1), () => budget.Adjust(-OfOthers));
            }),
        },
        new()
        {
            Name = "a shard that is gone for a day before its end is confirmed",
            Schedule = Plain with { Disasters = [Strike(1.5, DisasterKind.Split)], CalmAt = Day + TimeSpan.FromSeconds(10) },
            Prepare = run => run.BeforeReading(call => call.Operation == StreamOperation.ListChildren, _ =>
            {
                run.Pipeline.Freeze();
                run.Pipeline.Pods[0].Process.Pause();
                run.Loop.After(Day, () =>
                {
                    run.Pipeline.Life.Trim();
                    run.Pipeline.Thaw();
                });
            }),
        },
        new()
        {
            Name = "a shard that is trimmed while its pod stands still",
            Schedule = Plain with
            {
                Disasters = [Strike(0.5, DisasterKind.LongFreeze, 1) with { Duration = Day, Count = 25 }],
                CalmAt = Day + TimeSpan.FromSeconds(5),
            },
        },
        new()
        {
            Name = "a shard that is gone while it is read",
            Schedule = Plain with { Bursts = [] },
            Prepare = run => run.BeforeReading(call => call.Operation == StreamOperation.GetRecords, shard =>
            {
                run.Pipeline.Life.Split(shard);
                run.Pipeline.Life.Judge.Of(shard).IsRemoved = true;
                run.Pipeline.Life.Source.Remove(shard);
            }),
        },
        new()
        {
            Name = "a day without pods before the first commit",
            Schedule = Plain with
            {
                Disasters = [Strike(0.5, DisasterKind.Downtime) with { Duration = Day, Count = 1 }],
                CalmAt = Day + TimeSpan.FromSeconds(5),
            },
            Process = "pod-ab/1",
        },
    ];

    private static List<PlannedFault> FaultsFrom(int first) =>
        [.. Enumerable.Range(0, 50).Select(fault => new PlannedFault("pod-aa/1", FirstFault + (2 * fault) + (first % 2), Fates[(fault + first) % Fates.Length]))];

    private static Schedules.Schedule Unreadable => Plain with
    {
        Settings = PlainSettings with { Source = PlainSettings.Source with { OnUnreadableRecord = UnreadableRecordPolicy.Halt } },
        Bursts = [Changes(0, 0, 2), Changes(1, 0, 2) with { IsUnreadable = true }],
        Disasters = [Strike(2, DisasterKind.Terminate)],
    };
}

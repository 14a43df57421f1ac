using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>What all sweeps have in common: one pod, one shard, groups of three records in objects of one, and nothing left to chance.</summary>
internal static class SmallPipeline
{
    public static StreamSettings PlainSettings { get; } = TestPod.Settings with
    {
        Source = TestPod.Settings.Source with { OnTrimmedData = TrimmedDataPolicy.Continue },
        Destination = TestPod.Settings.Destination with { Rotation = new RotationSettings { MaxRecords = 1, MaxAge = TimeSpan.FromSeconds(1) } },
    };

    public static Schedule Plain { get; } = new()
    {
        Seed = 1,
        Settings = PlainSettings,
        GroupRecords = 3,
        Pods = 1,
        Shards = 1,
        PageLimit = 2,
        IteratorLifetime = TimeSpan.FromMinutes(15),
        NumbersPerShard = false,
        TextLength = 8,
        LargestSkew = TimeSpan.Zero,
        Bursts = [new Burst(TimeSpan.Zero, 0, 4)],
        Disasters = [],
        CalmAt = TimeSpan.FromSeconds(3),
        Rates = FaultRates.None,
        IsShuffled = false,
    };

    /// <summary>The same in rows by a table's columns.</summary>
    public static StreamSettings RowsOf(params string[] columns) => PlainSettings with
    {
        Source = PlainSettings.Source with
        {
            Schema = new TableSchema
            {
                Columns = [new SchemaColumn { Name = "id", Type = "int", Kind = ColumnKind.PartitionKey }, .. columns.Select(name => new SchemaColumn { Name = name, Type = "text" })],
            },
        },
        Destination = PlainSettings.Destination with { Record = RecordShape.Flat },
    };

    public static Burst Changes(double seconds, int shard, int records) => new(TimeSpan.FromSeconds(seconds), shard, records);

    public static Disaster Strike(double seconds, DisasterKind kind, int subject = 0) => new() { At = TimeSpan.FromSeconds(seconds), Kind = kind, Subject = subject };

    public static Disaster Outage(double seconds, double lasting, Service service) =>
        Strike(seconds, DisasterKind.Outage) with { Service = service, Duration = TimeSpan.FromSeconds(lasting) };

    /// <summary>Lets something happen once, at the moment a request takes effect or is sent and a condition holds.</summary>
    public static void When(this ScheduleRun run, Func<bool> isSo, Action then)
    {
        var (wire, hasHappened) = (run.Pipeline.Wire, false);
        var others = wire.OnMoment;
        wire.OnMoment = (process, request, moment) =>
        {
            others?.Invoke(process, request, moment);
            if (!hasHappened && isSo())
            {
                hasHappened = true;
                then();
            }
        };
    }

    /// <summary>Kills the first pod once the state of its pipeline is such; it starts again.</summary>
    public static void KillWhen(this ScheduleRun run, Func<Pipeline, bool> isSo) =>
        run.When(() => run.Pipeline.Pods.Count > 0 && isSo(run.Pipeline), () => run.Pipeline.Kill(run.Pipeline.Pods[0], TimeSpan.FromSeconds(1)));

    /// <summary>All but a little of a small budget is taken when a process sends its first request, and given back a second later: whoever reads waits.</summary>
    public static void HoldMemoryOf(this ScheduleRun run, string process) => run.When(
        () => run.Pipeline.Pods.Any(pod => pod.Process.Name == process),
        () =>
        {
            var budget = run.Pipeline.Pods.First(pod => pod.Process.Name == process).Budget;
            var others = budget.LimitBytes / 8 * 7;
            budget.Adjust(others);
            run.Loop.After(TimeSpan.FromSeconds(1), () => budget.Adjust(-others));
        });

    /// <summary>Lets something happen once, just before the service works on such a call about a shard; what it throws is the service's answer.</summary>
    public static void BeforeReading(this ScheduleRun run, Func<StreamCall, bool> isSuch, Action<ShardId> then)
    {
        var (source, hasHappened) = (run.Pipeline.Life.Source, false);
        var others = source.Before;
        source.Before = async (call, cancellationToken) =>
        {
            await (others?.Invoke(call, cancellationToken) ?? Task.CompletedTask);
            if (!hasHappened && call.ShardId.Length > 0 && isSuch(call))
            {
                hasHappened = true;
                then(new ShardId(call.ShardId));
            }
        };
    }
}

using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.Simulation.Coverage.SmallPipeline;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>Sweeps over the second life of a pod, which finds what its first life promised: a crash while recovering from a crash.</summary>
internal static class RecoverySweeps
{
    private const string SecondLife = "pod-aa/2";

    public static IReadOnlyList<SweepSchedule> All =>
    [
        new()
        {
            Name = "a pending group without objects",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run => run.KillWhen(IsPrepared),
        },
        new()
        {
            Name = "a pending group with some of its objects",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run => run.KillWhen(pipeline => pipeline.Store.Objects.Count == 2),
        },
        new()
        {
            Name = "a pending group with all of its objects",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run => run.KillWhen(pipeline => pipeline.Store.Objects.Count == 3),
        },
        new()
        {
            Name = "a pending group of rows whose table was altered since",
            Schedule = Plain with { Settings = RowsOf(), LaterSettings = RowsOf("text") },
            Process = SecondLife,
            Prepare = run => run.KillWhen(IsPrepared),
        },
        new()
        {
            Name = "rows of a shard that continues others",
            Schedule = Plain with { Settings = RowsOf("text"), Bursts = [Changes(0, 0, 2), Changes(2, 0, 2)], Disasters = [Strike(1, DisasterKind.Split)], CalmAt = TimeSpan.FromSeconds(4) },
            Process = "pod-aa/1",
        },
        new()
        {
            Name = "a pending group that is read again by way of an empty page",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run =>
            {
                run.KillWhen(IsPrepared);
                run.BeforeReading(IsRangeRead, shard => run.Pipeline.Life.Source.AnswerEmpty(shard, 2));
            },
        },
        new()
        {
            Name = "a pending group whose range was removed by the service",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run =>
            {
                run.KillWhen(IsPrepared);
                run.BeforeReading(IsRangeRead, shard => TrimAll(run.Pipeline, shard));
            },
        },
        new()
        {
            Name = "promises of two shards that wait for memory",
            Schedule = Plain with
            {
                Settings = PlainSettings with { Pod = PlainSettings.Pod with { MemoryBudgetBytes = 4 * 1024 * 1024 } },
                Shards = 2,
                Bursts = [Changes(0, 0, 3), Changes(0, 1, 3)],
                Disasters = [Outage(0.1, 3, Service.Store)],
                CalmAt = TimeSpan.FromSeconds(6),
            },
            Process = SecondLife,
            Prepare = run =>
            {
                run.KillWhen(pipeline => pipeline.Life.Table.Leases.Count(lease => lease.PendingCheckpoint is not null) == 2);
                run.HoldMemoryOf(SecondLife);
            },
        },
        new()
        {
            Name = "a stop while a pending group is kept",
            Schedule = Plain,
            Process = SecondLife,
            Prepare = run =>
            {
                run.KillWhen(IsPrepared);
                run.When(() => FirstLeaseOf(run.Pipeline) is { Owner: SecondLife }, () => run.Loop.After(TimeSpan.FromMilliseconds(30), () => Replace(run.Pipeline)));
            },
        },
        new()
        {
            Name = "a range that an earlier life wrote from the same start",
            Schedule = Plain with { Bursts = [Changes(0, 0, 2), Changes(1.6, 0, 2)], CalmAt = TimeSpan.FromSeconds(5) },
            Process = SecondLife,
            Prepare = run => run.When(() => run.Pipeline.Store.Objects.Count == 4, () => Rewind(run.Pipeline)),
        },
    ];

    private static bool IsPrepared(Pipeline pipeline) => FirstLeaseOf(pipeline) is { PendingCheckpoint: not null };

    private static bool IsRangeRead(StreamCall call) => call.Start?.StartsWith(nameof(IteratorStartKind.AtSequenceNumber), StringComparison.Ordinal) == true;

    private static void Replace(Pipeline pipeline)
    {
        if (pipeline.Pods.FirstOrDefault(pod => pod.Process.Name == SecondLife) is { } pod)
        {
            pipeline.StartNew(pod.Life);
            pipeline.Stop(pod);
        }
    }

    /// <summary>Somebody loses the lease table's contents while the pod is down.</summary>
    private static void Rewind(Pipeline pipeline)
    {
        var lease = pipeline.Life.Table.Leases[0];
        pipeline.Kill(pipeline.Pods[0], TimeSpan.FromSeconds(1));
        pipeline.Life.Table.Put(new Lease
        {
            ShardId = lease.ShardId,
            Counter = lease.Counter + 1,
            Checkpoint = Checkpoint.TrimHorizon,
            StreamArn = lease.StreamArn,
            PromisedSince = lease.PromisedSince,
        });
    }

    /// <summary>The service drops all records of a shard.</summary>
    private static void TrimAll(Pipeline pipeline, ShardId shardId)
    {
        var records = pipeline.Life.Judge.Of(shardId).Records;
        foreach (var record in records)
        {
            record.IsTrimmed = true;
        }

        pipeline.Life.Source.Trim(shardId, records.Count);
    }

    /// <summary>The lease of the first shard, or null.</summary>
    private static Lease? FirstLeaseOf(Pipeline pipeline) => pipeline.Life.Table.Leases.Count > 0 ? pipeline.Life.Table.Leases[0] : null;
}

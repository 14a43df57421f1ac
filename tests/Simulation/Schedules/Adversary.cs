using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>What services and people do to a pipeline that they never should: answers that are wrong, leases that are forged or set back, objects that are planted.</summary>
internal sealed class Adversary(Pipeline pipeline, TimeSpan calmAt)
{
    /// <summary>More than pages of a small pod usually have room for, less than any pod has at all.</summary>
    private const int LargeText = 90_000;

    private static readonly WorkerName Ghost = new("ghost", "1");

    public void Strike(Disaster disaster)
    {
        switch (disaster.Kind)
        {
            case DisasterKind.PlantedObject:
                pipeline.Wire.Plants++;
                break;
            case DisasterKind.TableSetBack:
                SetBack(TimeSpan.FromTicks(Math.Min(disaster.Duration.Ticks, Math.Max(0, calmAt.Ticks - pipeline.Loop.Now))));
                break;
            case DisasterKind.ForgedOwner:
                Forge(disaster.Subject);
                break;
            default:
                if (pipeline.Life.Pick(disaster.Subject) is { } shard)
                {
                    Tamper(disaster, shard);
                }

                break;
        }
    }

    private void Tamper(Disaster disaster, ShardId shard)
    {
        var (source, ledger) = (pipeline.Life.Source, pipeline.Life.Judge.Of(shard));
        switch (disaster.Kind)
        {
            case DisasterKind.DamagedPages:
                source.DamageNext(shard, 1);
                break;
            case DisasterKind.BrokenPages:
                for (var page = 0; page < disaster.Count; page++)
                {
                    source.FailNext(StreamOperation.GetRecords, new DamagedPageException("The page is malformed at byte 7: planned."), shard);
                }

                break;
            case DisasterKind.LargeRecords:
                pipeline.Life.Append(shard, disaster.Count, isUnreadable: false, textLength: LargeText);
                break;
            case DisasterKind.Disorder:
                ledger.IsTampered = true;
                source.SwapNext(shard, 1);
                break;
            case DisasterKind.Repeat:
                ledger.IsTampered = true;
                source.RepeatNext(shard, 1);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(disaster), disaster.Kind, "Not a deed of an adversary.");
        }
    }

    /// <summary>An owner that nobody ever started, with a heartbeat that never moves.</summary>
    private void Forge(int subject)
    {
        var (table, judge) = (pipeline.Life.Table, pipeline.Life.Judge);
        var open = table.Leases.Where(lease => !lease.Checkpoint.IsShardEnd).ToArray();
        if (open.Length > 0)
        {
            var lease = open[subject % open.Length];
            lease = lease with { Owner = Ghost.ToString(), Counter = lease.Counter + 1 };
            table.Put(lease);
            table.Put(new WorkerItem { Name = Ghost, Heartbeat = subject, Nudge = 0 });
            judge.Forged(lease);
        }
    }

    private void SetBack(TimeSpan after)
    {
        var life = pipeline.Life;
        var then = life.Table.Snapshot();
        if (then.Owner is not { IsSeeded: true } || then.Leases.Values.Any(lease => lease.Checkpoint.IsLatest))
        {
            // An empty table is a lost one, which promises less; and what belongs to a shard that began at LATEST is known from its first commit on.
            return;
        }

        pipeline.Loop.After(after, () =>
        {
            pipeline.Wire.Trace.Say("WORLD", $"the lease table is set back by {after.TotalSeconds:F1} s");
            life.Table.SetBackTo(then);
            life.Judge.SetBack(life.Table.Leases);
            // A table is restored under a name that is free: the old one was deleted, at which pods stop. What they sent may still land.
            foreach (var pod in pipeline.Pods.Where(pod => pod.Life == life).ToArray())
            {
                pipeline.Kill(pod, DisasterStrikes.Restart);
            }
        });
    }
}

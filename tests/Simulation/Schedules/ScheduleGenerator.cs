using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Testing.Pods;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Makes a schedule from a seed: settings, changes, disasters and the rate of faults, each now mild and now wild.</summary>
internal static class ScheduleGenerator
{
    private static readonly DisasterKind[] Usual =
    [
        DisasterKind.Crash, DisasterKind.CrashAtRequest, DisasterKind.CrashAtRequest, DisasterKind.Pause, DisasterKind.PauseAtRequest, DisasterKind.PauseAtRequest,
        DisasterKind.Terminate, DisasterKind.TerminateAtRequest, DisasterKind.ScaleUp, DisasterKind.Split, DisasterKind.Split, DisasterKind.Merge, DisasterKind.Merge,
        DisasterKind.Outage, DisasterKind.ClockJump, DisasterKind.EmptyPages, DisasterKind.FalseEnd, DisasterKind.ListingLag,
    ];

    private static readonly DisasterKind[] Hostile =
    [
        DisasterKind.DamagedPages, DisasterKind.BrokenPages, DisasterKind.Disorder, DisasterKind.Repeat, DisasterKind.LargeRecords, DisasterKind.LargeRecords, DisasterKind.ForgedOwner, DisasterKind.ForgedOwner,
        DisasterKind.TableSetBack, DisasterKind.TableSetBack, DisasterKind.TableSetBack, DisasterKind.PlantedObject,
    ];

    /// <summary>A schedule of any pipeline.</summary>
    public static Schedule Of(int seed) => Of(seed, PipelineShape.Any);

    /// <param name="seed">The whole schedule follows from it.</param>
    /// <param name="shape">What of the pipeline under test is given.</param>
    public static Schedule Of(int seed, PipelineShape shape)
    {
        var chance = new Chance(seed, Chance.NumberOf("schedule"));
        var chaos = TimeSpan.FromSeconds(chance.Between(8, 30));
        var disasters = Draw(ref chance, chaos);
        var isLong = chance.Happens(0.06);
        if (isLong)
        {
            disasters.Add(Long(ref chance, chaos));
        }
        else if (chance.Happens(0.05))
        {
            disasters.Add(new Disaster { At = chaos * chance.NextDouble(), Kind = DisasterKind.Reenable });
        }

        var calmAt = chaos + (isLong ? disasters[^1].Duration + TimeSpan.FromSeconds(5) : TimeSpan.Zero);
        var settings = SettingsOf(ref chance);
        var schedule = new Schedule
        {
            Seed = seed,
            Settings = shape.Settings ?? settings,
            GroupRecords = chance.OneOf(2, 4, 8, 1_000),
            Pods = chance.OneOf(1, 2, 2, 3, 3, 4) is var pods && shape.Pods is { } givenPods ? givenPods : pods,
            Shards = chance.OneOf(1, 1, 2, 2, 3, 4) is var shards && shape.Shards is { } givenShards ? givenShards : shards,
            PageLimit = chance.OneOf(1, 3, 10, 1_000),
            IteratorLifetime = chance.OneOf(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1)),
            NumbersPerShard = chance.Happens(0.5),
            TextLength = chance.OneOf(8, 8, 200),
            LargestSkew = chance.OneOf(TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)),
            Bursts = BurstsOf(ref chance, chaos),
            Disasters = disasters,
            CalmAt = calmAt,
            Rates = FaultRates.Of(chance.OneOf(0, 0.002, 0.006, 0.015)),
            IsShuffled = chance.Happens(0.9),
        };

        // Drawn last, so that the rest of a schedule follows from its seed as it did before there were adversaries and rows.
        schedule = schedule with { Disasters = [.. schedule.Disasters, .. Adversaries(ref chance, chaos)] };
        return shape.Settings is null ? FormatDraw.Apply(schedule, ref chance) : schedule;
    }

    private static List<Disaster> Adversaries(ref Chance chance, TimeSpan chaos)
    {
        var adversaries = new List<Disaster>();
        while (adversaries.Count < 3 && chance.Happens(0.15))
        {
            adversaries.Add(new Disaster
            {
                At = chaos * chance.NextDouble(),
                Kind = chance.OneOf<DisasterKind>(Hostile),
                Subject = chance.Next(8),
                Duration = chance.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15)),
                Count = chance.Between(1, 4),
            });
        }

        return adversaries;
    }

    private static StreamSettings SettingsOf(ref Chance chance)
    {
        var plain = TestPod.Settings;
        return plain with
        {
            Source = plain.Source with
            {
                StartFrom = chance.Happens(0.15) ? StartFrom.Latest : StartFrom.TrimHorizon,
                OnTrimmedData = chance.OneOf(TrimmedDataPolicy.Halt, TrimmedDataPolicy.Continue),
                OnUnreadableRecord = chance.OneOf(UnreadableRecordPolicy.Halt, UnreadableRecordPolicy.Quarantine),
            },
            Destination = plain.Destination with
            {
                KeyTemplate = chance.OneOf(
                    plain.Destination.KeyTemplate,
                    plain.Destination.KeyTemplate,
                    "{keyspace}/{table}/{yyyy}/{MM}/{dd}/{HH}-{mm}/{sequenceNumber}.json",
                    "{table}/{shardId}/{sequenceNumber}.json"),
                Compression = chance.Happens(0.1) ? ObjectCompression.Gzip : ObjectCompression.None,
                Rotation = new RotationSettings
                {
                    MaxRecords = chance.OneOf(1, 2, 5, 100_000),
                    MaxAge = chance.OneOf(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)),
                },
            },
            Pod = plain.Pod with
            {
                MaxConcurrentReads = chance.OneOf(1, 2, 32),
                MaxConcurrentPuts = chance.OneOf(1, 2, 16),
                MemoryBudgetBytes = chance.OneOf(512L, 4096, 65_536) * 1024,
            },
        };
    }

    private static List<Burst> BurstsOf(ref Chance chance, TimeSpan chaos)
    {
        var count = chance.Between(3, 14);
        var bursts = new List<Burst>();
        var isUnreadable = chance.Happens(0.04);
        for (var burst = 0; burst < count; burst++)
        {
            // Some changes were made before the pods began to read.
            var at = chance.Happens(0.2) ? TimeSpan.Zero : chaos * chance.NextDouble();
            bursts.Add(new Burst(at, chance.Next(8), chance.OneOf(1, 2, 5, 12), isUnreadable && burst == count / 2));
        }

        return bursts;
    }

    private static List<Disaster> Draw(ref Chance chance, TimeSpan chaos)
    {
        var count = chance.OneOf(0, 1, 2, 3, 4, 6, 9);
        var disasters = new List<Disaster>();
        for (var number = 0; number < count; number++)
        {
            var kind = chance.OneOf<DisasterKind>(Usual);
            disasters.Add(new Disaster
            {
                At = chaos * chance.NextDouble(),
                Kind = kind,
                Subject = chance.Next(8),
                Duration = DurationOf(kind, ref chance),
                Count = kind is DisasterKind.EmptyPages ? chance.Between(1, 4) : chance.OneOf(chance.Between(1, 12), chance.Between(1, 120)),
                Service = chance.OneOf(Service.Stream, Service.Table, Service.Store),
                Moment = chance.OneOf(CallMoment.Sent, CallMoment.Landed),
            });
        }

        return disasters;
    }

    private static TimeSpan DurationOf(DisasterKind kind, ref Chance chance) => kind switch
    {
        DisasterKind.Pause or DisasterKind.PauseAtRequest => chance.OneOf(
            chance.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(3)), chance.Between(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30))),
        DisasterKind.ClockJump => TimeSpan.FromSeconds(chance.Between(-90, 90)),
        _ => chance.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15)),
    };

    private static Disaster Long(ref Chance chance, TimeSpan chaos) => new()
    {
        At = chaos * chance.NextDouble(),
        Kind = chance.OneOf(DisasterKind.Downtime, DisasterKind.LongFreeze),
        Subject = chance.Next(9),
        Duration = TimeSpan.FromHours(chance.OneOf(chance.Between(2, 22), chance.Between(24, 60))),
        Count = chance.Between(1, 6),
    };
}

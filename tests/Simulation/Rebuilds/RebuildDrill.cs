using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Schedules;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Rebuilding;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.Simulation.Rebuilds;

/// <summary>
/// A run in which the lease table is lost, or set back, while pods work: all of them are stopped, the table is rebuilt from the bucket, and
/// pods go on. Judged like any other run.
/// </summary>
internal sealed class RebuildDrill
{
    private const int MostRebuilds = 6;

    private static readonly TimeSpan LongestRebuild = TimeSpan.FromSeconds(150);

    private readonly Schedule _schedule;
    private readonly TableLoss _loss;
    private readonly ScheduleRun _run;
    private int _rebuilds;
    private int _closed;

    private RebuildDrill(Schedule schedule, TableLoss loss, ScheduleRun run) => (_schedule, _loss, _run) = (schedule, loss, run);

    private Pipeline Pipeline => _run.Pipeline;

    /// <summary>Draws a loss for a schedule of the seed, or null for one in which days pass.</summary>
    public static Outcome? Of(int seed, bool isTraced = false)
    {
        // A table is rebuilt with the settings that its objects were written by.
        var schedule = ScheduleGenerator.Of(seed) with { LaterSettings = null };
        if (schedule.Disasters.Any(disaster => disaster.Kind is DisasterKind.Downtime or DisasterKind.LongFreeze))
        {
            return null;
        }

        var chance = new Chance(seed, Chance.NumberOf("table-loss"));
        var loss = new TableLoss(
            TimeSpan.FromSeconds(2) + ((schedule.CalmAt - TimeSpan.FromSeconds(2)) * chance.NextDouble()),
            chance.Happens(0.5) ? chance.Between(1, 60) : null,
            chance.Happens(0.3) ? chance.Between(1, 60) : null);
        // Calm comes once the table has been rebuilt.
        return ScheduleRun.Of(schedule with { CalmAt = loss.At + LongestRebuild }, isTraced, run => new RebuildDrill(schedule, loss, run).Plan());
    }

    private void Plan() => _run.Loop.After(_loss.At, Strike);

    private void Strike()
    {
        Pipeline.Freeze();
        foreach (var pod in Pipeline.Pods.ToArray())
        {
            Pipeline.Kill(pod, null);
        }

        // A person rebuilds when the services are well again.
        Pipeline.Wire.Heal();
        Pipeline.Wire.Trace.Say("WORLD", _loss.ToString());
        _closed = Pipeline.Lives.Count;
        foreach (var life in Pipeline.Lives)
        {
            Lose(life);
        }
    }

    /// <summary>Pods start again once the tables of all streams are there.</summary>
    private void Open()
    {
        if (--_closed == 0)
        {
            Pipeline.Thaw();
        }
    }

    private void Lose(StreamLife life)
    {
        var latestSince = life.Table.Leases.Min(lease => lease.LatestSince);
        var isLatest = _schedule.Settings.Source.StartFrom == Contracts.Settings.StartFrom.Latest;
        if (_loss.SetBack is { } writes)
        {
            life.Table.SetBack(writes);
        }
        else
        {
            life.Table.Lose();
        }

        var halts = life.Table.Leases.ToDictionary(lease => lease.ShardId, lease => lease.HaltReason);
        foreach (var shard in life.Judge.Shards)
        {
            shard.Owners.Clear();
            shard.Halt = halts.GetValueOrDefault(shard.ShardId);
        }

        if (isLatest && latestSince is null)
        {
            // Nobody had begun: there is nothing to rebuild.
            Open();
            return;
        }

        Rebuild(life, latestSince);
    }

    private void Rebuild(StreamLife life, DateTimeOffset? latestSince)
    {
        var process = new SimulatedProcess(_run.Loop, $"rebuild-{++_rebuilds}");
        if (_rebuilds == 1 && _loss.CutShortAfter is { } requests)
        {
            Watch(process, requests, () =>
            {
                Pipeline.Wire.Trace.Say(process.Name, "! killed");
                process.Kill();
                Rebuild(life, latestSince);
            });
        }

        process.Post(_ => Begun = RebuildAsync(process, life, latestSince), null);
    }

    /// <summary>The rebuild under way; kept so that what hangs from it can be looked at.</summary>
    public Task? Begun { get; private set; }

    private void Watch(SimulatedProcess process, int requests, Action what) => _run.Loop.After(TimeSpan.FromMilliseconds(1), () =>
    {
        if (process.Requests >= requests)
        {
            what();
        }
        else if (Begun is not { IsCompleted: true })
        {
            Watch(process, requests, what);
        }
    });

    private async Task RebuildAsync(SimulatedProcess process, StreamLife life, DateTimeOffset? latestSince)
    {
        try
        {
            var plan = await NewRebuild(process, life).WriteAsync(new RebuildOptions { LatestSince = latestSince }, _ => Task.CompletedTask, CancellationToken.None);
            if (plan.MayBeWritten)
            {
                Pipeline.Wire.Trace.Say(process.Name, $"* {plan.Changes} leases rebuilt");
                Open();
                return;
            }

            if (MoveAway(plan) && _rebuilds < MostRebuilds)
            {
                Rebuild(life, latestSince);
                return;
            }

            Fail(string.Join(" | ", plan.Problems.Concat(plan.Violations.Select(violation => $"{violation.Kind} {violation.Message}"))));
        }
        catch (RebuildRefusedException refusal) when (_rebuilds < MostRebuilds)
        {
            // A heartbeat of a pod that is gone landed late: who waits and tries again meets none.
            Pipeline.Wire.Trace.Say(process.Name, $"* {refusal.Message}");
            _run.Loop.After(TimeSpan.Zero, () => Rebuild(life, latestSince));
        }
        catch (Exception problem)
        {
            Fail($"{problem.GetType().Name}: {problem.Message}");
        }
    }

    /// <summary>Objects that somebody planted are refused by their keys, and a person moves them away.</summary>
    private bool MoveAway(RebuildPlan plan)
    {
        var planted = plan.Violations.Where(violation => violation.Kind == ViolationKind.WrongChecksum).Select(violation => violation.Key).OfType<string>().ToArray();
        foreach (var key in planted)
        {
            Pipeline.Wire.Trace.Say("WORLD", $"{key} is moved away");
            Pipeline.Store.Remove(key);
        }

        return planted.Length > 0;
    }

    private TableRebuild NewRebuild(SimulatedProcess process, StreamLife life)
    {
        var clock = new SimulatedClock(_run.Loop, process);
        var (wire, witness) = (Pipeline.Wire, new RebuildWitness(life.Judge, _run.Verdict));
        var source = new SimulatedStreamSource(wire, process, life.Source, life.IsListed);
        var retrier = new Retrier(new Backoff(clock, new Random(_schedule.Seed)), new PodLines(wire.Trace, process.Name));
        return new TableRebuild(
            clock, _schedule.Settings, source, new SimulatedLeaseTable(wire, process, life.Table.OpenAnother(), witness),
            new SimulatedObjectStore(wire, process, Pipeline.Store, witness), retrier, new VerificationProgress());
    }

    private void Fail(string why) => _run.Verdict.Break(Invariant.Survival, $"The table was not rebuilt: {why}");
}

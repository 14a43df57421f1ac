using KeyspacesStreamer.Simulation.Disasters;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>Runs one schedule: disasters first, then calm, until everything is written and committed; then all pods are told to stop.</summary>
internal sealed class ScheduleRun
{
    /// <summary>Hundreds of times what a sound run takes.</summary>
    private const long StepLimit = 2_000_000;

    private readonly Schedule _schedule;
    private readonly SimulationLoop _loop;
    private readonly Trace _trace;
    private readonly Verdict _verdict;
    private readonly OwnershipWatch _ownership;

    private ScheduleRun(Schedule schedule, bool isTraced)
    {
        _schedule = schedule;
        _loop = new SimulationLoop(schedule.Seed, schedule.IsShuffled);
        _trace = new Trace(_loop, isTraced);
        _verdict = new Verdict(_loop, _trace);
        Pipeline = new Pipeline(schedule, _trace, _loop, _verdict);
        _ownership = new OwnershipWatch(Pipeline, _verdict);
    }

    public Pipeline Pipeline { get; }

    public Verdict Verdict => _verdict;

    public SimulationLoop Loop => _loop;

    public static Outcome Of(Schedule schedule, bool isTraced = false, Action<ScheduleRun>? prepare = null)
    {
        var run = new ScheduleRun(schedule, isTraced);
        prepare?.Invoke(run);
        run.Run();
        return new Outcome
        {
            Schedule = schedule,
            Violation = run._verdict.Violation,
            Lasted = TimeSpan.FromTicks(run._loop.Now),
            Steps = run._loop.Steps,
            Records = run.Pipeline.Lives.Sum(life => life.Judge.Shards.Sum(shard => shard.Records.Count)),
            Objects = run.Pipeline.Store.Objects.Count,
            Faults = run.Pipeline.Wire.Met,
            Trace = run._trace.Lines,
        };
    }

    private void Run()
    {
        Pipeline.Begin();
        new DisasterStrikes(Pipeline).Plan(_schedule);
        Pass(() => false, _schedule.CalmAt);
        Calm();
        var left = "";
        var isSettled = Pass(() => (left = Settlement.Missing(Pipeline)).Length == 0, _schedule.Bounds.Settling, TimeSpan.FromMilliseconds(250));
        if (!isSettled)
        {
            _verdict.Break(Invariant.Liveness, $"{_schedule.Bounds.Settling.TotalSeconds} s after the last disaster {left}.");
        }

        DrainAll();
    }

    private void Calm()
    {
        _trace.Say("WORLD", "calm");
        Pipeline.Heal();
        _ownership.Begin();
    }

    private void DrainAll()
    {
        if (_verdict.IsBroken)
        {
            return;
        }

        Pipeline.IsKept = false;
        _ownership.End();
        var pods = Pipeline.Pods.ToArray();
        foreach (var pod in pods)
        {
            Pipeline.Stop(pod);
        }

        if (!Pass(() => Pipeline.Pods.Count == 0, _schedule.Bounds.Draining))
        {
            _verdict.Break(Invariant.Drain, $"{string.Join(", ", Pipeline.Pods.Select(pod => pod.Process.Name))} did not exit within {_schedule.Bounds.Draining.TotalSeconds} s.");
        }

        // An end that was none may come to light in the very moment of the stop: that shard is left to the next pod.
        var mayBeLeft = _schedule.Disasters.Any(disaster => disaster.Kind == DisasterKind.FalseEnd);
        foreach (var pod in pods.Where(pod => pod.IsClean == false && !mayBeLeft))
        {
            _verdict.Break(Invariant.Drain, $"{pod.Process.Name} exited with work left.");
        }

        foreach (var life in Pipeline.Lives)
        {
            RequireNothingLeft(life, pods);
        }
    }

    /// <summary>A pod that was killed leaves its name behind, and so does a heartbeat or a take that lands late; one that was told to stop must not.</summary>
    private void RequireNothingLeft(StreamLife life, IReadOnlyList<SimulatedPod> pods)
    {
        var stillNamed = life.Table.Workers.Select(worker => worker.Name.ToString()).ToHashSet();
        var stopped = pods.Where(pod => !pod.IsDeregistrationMissed && !stillNamed.Contains(pod.Process.Name)).ToDictionary(pod => pod.Process.Name);
        foreach (var lease in life.Table.Leases)
        {
            if (lease.Owner is { } owner && stopped.TryGetValue(owner, out var pod) && life.Judge.Of(lease.ShardId).OwnedSince <= pod.ExitedAt)
            {
                _verdict.Break(Invariant.Drain, $"All pods are gone, but {ShardText.Of(lease.ShardId)} still has an owner, {lease.Owner}.");
            }
        }
    }

    /// <summary>Lets time pass until something is so, or the time is over, or an invariant was broken.</summary>
    private bool Pass(Func<bool> isReached, TimeSpan longest, TimeSpan? lookEvery = null)
    {
        var latest = _loop.Now + longest.Ticks;
        var next = 0L;
        var found = false;
        _loop.RunUntil(() => IsOver() || (found = Look()), latest);
        return found || isReached();

        bool IsOver()
        {
            if (_loop.Steps > StepLimit)
            {
                _verdict.Break(Invariant.Liveness, $"The pods are still not done after {StepLimit} steps.");
            }

            return _verdict.IsBroken;
        }

        bool Look()
        {
            if (lookEvery is not { } every)
            {
                return isReached();
            }

            if (_loop.Now < next)
            {
                return false;
            }

            next = _loop.Now + every.Ticks;
            return isReached();
        }
    }
}

using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Services;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>The pods of one resource over the streams of one table, with what a Deployment and a kubelet do for them.</summary>
internal sealed class Pipeline
{
    private readonly List<SimulatedPod> _pods = [];
    private readonly Dictionary<string, int> _incarnations = [];
    private readonly Dictionary<SimulatedProcess, SimulatedPod> _byProcess = [];
    private readonly Schedule _schedule;
    private readonly Verdict _verdict;
    private readonly List<Strike> _strikes = [];
    private int _names;
    private bool _isFrozen;

    public Pipeline(Schedule schedule, Trace trace, SimulationLoop loop, Verdict verdict)
    {
        (_schedule, _verdict, Loop) = (schedule, verdict, loop);
        Clock = new SimulatedClock(loop, null);
        Wire = new Wire(loop, schedule.Seed, trace) { Rates = schedule.Rates, Planned = schedule.Faults, OnMoment = OnMoment };
        Store = new InMemoryObjectStore(Clock);
        Lives.Add(new StreamLife(loop, Clock, schedule, verdict, 0));
    }

    public ScheduleBounds Bounds => _schedule.Bounds;

    public SimulationLoop Loop { get; }

    public SimulatedClock Clock { get; }

    public Wire Wire { get; }

    public InMemoryObjectStore Store { get; }

    public List<StreamLife> Lives { get; } = [];

    public StreamLife Life => Lives[^1];

    /// <summary>Processes that are there, paused ones included.</summary>
    public IReadOnlyList<SimulatedPod> Pods => _pods;

    /// <summary>Whether pods that go away by themselves come back.</summary>
    public bool IsKept { get; set; } = true;

    public SimulatedPod? Pick(int subject) => _pods.Count == 0 ? null : _pods[subject % _pods.Count];

    public SimulatedPod StartNew(StreamLife life) => Start(life, $"pod-{(char)('a' + (_names / 26 % 26))}{(char)('a' + (_names++ % 26))}");

    public void Begin()
    {
        for (var pod = 0; pod < _schedule.Pods; pod++)
        {
            StartNew(Life);
        }
    }

    /// <summary>Change data capture is switched off and on again: pods of the old stream go on to its end, others begin with the new one.</summary>
    public void Reenable()
    {
        Life.End();
        Lives.Add(new StreamLife(Loop, Clock, _schedule, _verdict, Lives.Count));
        Begin();
    }

    /// <summary>Kills a process; its container starts again after a while, unless it should not.</summary>
    public void Kill(SimulatedPod pod, TimeSpan? restartAfter)
    {
        if (pod.Process.IsDead)
        {
            return;
        }

        Wire.Trace.Say(pod.Process.Name, "! killed");
        Bury(pod);
        if (restartAfter is { } pause)
        {
            Loop.After(pause, () =>
            {
                if (IsKept)
                {
                    Start(pod.Life, pod.Worker.Pod);
                }
            });
        }
    }

    public void Pause(SimulatedPod pod, TimeSpan duration)
    {
        Wire.Trace.Say(pod.Process.Name, "! stands still");
        pod.Process.Pause();
        Loop.After(duration, () => Resume(pod));
    }

    public void Resume(SimulatedPod pod)
    {
        if (pod.Process.State == ProcessState.Paused && !_isFrozen)
        {
            Wire.Trace.Say(pod.Process.Name, "! goes on");
            pod.Process.Resume();
        }
    }

    /// <summary>SIGTERM; SIGKILL when the grace period is over.</summary>
    public void Stop(SimulatedPod pod)
    {
        pod.Stop();
        Loop.After(_schedule.Bounds.Grace, () => Kill(pod, null));
    }

    /// <summary>Nothing runs, whatever is started meanwhile, until <see cref="Thaw"/>.</summary>
    public void Freeze() => _isFrozen = true;

    public void Thaw()
    {
        _isFrozen = false;
        foreach (var pod in _pods)
        {
            Resume(pod);
        }

        foreach (var life in Lives.Where(life => _pods.All(pod => pod.Life != life || pod.IsStopping)))
        {
            StartNew(life);
        }
    }

    /// <summary>Everything around the pods is well from now on.</summary>
    public void Heal()
    {
        Wire.Heal();
        _strikes.Clear();
        Thaw();
    }

    /// <summary>Something befalls a pod at one of its next requests.</summary>
    public void StrikeLater(SimulatedPod pod, int requests, CallMoment moment, Action<SimulatedPod> what) =>
        _strikes.Add(new Strike(pod.Process, pod.Process.Requests + Math.Max(1, requests), moment, () => what(pod)));

    private SimulatedPod Start(StreamLife life, string name)
    {
        var incarnation = _incarnations[name] = _incarnations.GetValueOrDefault(name) + 1;
        var pod = new SimulatedPod(_schedule, life, Wire, Store, new WorkerName(name, $"{incarnation}"), Exited);
        _pods.Add(pod);
        _byProcess.Add(pod.Process, pod);
        pod.Start();
        if (_isFrozen)
        {
            pod.Process.Pause();
        }

        return pod;
    }

    private void Exited(SimulatedPod pod)
    {
        Bury(pod);
        if (pod.Problem is { } problem)
        {
            _verdict.Break(Invariant.Survival, $"{pod.Process.Name} stopped by itself: {problem}");
        }
        else if (pod.Budget.HeldBytes != 0)
        {
            _verdict.Break(Invariant.Memory, $"{pod.Process.Name} exits and still holds {pod.Budget.HeldBytes} bytes of its budget.");
        }
    }

    private void Bury(SimulatedPod pod)
    {
        pod.Process.Kill();
        _pods.Remove(pod);
    }

    private void OnMoment(SimulatedProcess process, long request, CallMoment moment)
    {
        if (_byProcess.TryGetValue(process, out var pod) && pod.Budget.HeldBytes > pod.Budget.LimitBytes)
        {
            _verdict.Break(Invariant.Memory, $"{process.Name} holds {pod.Budget.HeldBytes} bytes, its budget is {pod.Budget.LimitBytes}.");
        }

        if (_strikes.Count > 0 && _strikes.FindIndex(strike => strike.Process == process && strike.Request == request && strike.Moment == moment) is >= 0 and var index)
        {
            var strike = _strikes[index];
            _strikes.RemoveAt(index);
            strike.What();
        }
    }

    /// <summary>What befalls a process at one of its requests.</summary>
    private sealed record Strike(SimulatedProcess Process, long Request, CallMoment Moment, Action What);
}

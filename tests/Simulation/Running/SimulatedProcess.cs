namespace KeyspacesStreamer.Simulation.Running;

/// <summary>
/// One process: everything it awaits comes back through here, so it can be killed at any await, or stopped and let go on later.
/// What it has sent by then is on the wire and out of its hands.
/// </summary>
internal sealed class SimulatedProcess(SimulationLoop loop, string name) : SynchronizationContext
{
    private readonly List<Step> _held = [];

    public SimulationLoop Loop { get; } = loop;

    public string Name { get; } = name;

    /// <summary>The name as a number, for chance.</summary>
    public ulong Number { get; } = Chance.NumberOf(name);

    public ProcessState State { get; private set; } = ProcessState.Running;

    public bool IsDead => State == ProcessState.Dead;

    /// <summary>Steps this process has run.</summary>
    public long Steps { get; private set; }

    /// <summary>Requests this process has sent.</summary>
    public long Requests { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => Loop.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for another context here.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Whether the step may run now; steps of a paused process are kept for later, those of a dead one are gone.</summary>
    public bool Admits(in Step step)
    {
        switch (State)
        {
            case ProcessState.Running:
                Steps++;
                return true;
            case ProcessState.Paused:
                _held.Add(step);
                return false;
            default:
                return false;
        }
    }

    public void Kill()
    {
        State = ProcessState.Dead;
        _held.Clear();
    }

    public void Pause()
    {
        if (State == ProcessState.Running)
        {
            State = ProcessState.Paused;
        }
    }

    public void Resume()
    {
        if (State != ProcessState.Paused)
        {
            return;
        }

        State = ProcessState.Running;
        foreach (var step in _held)
        {
            Loop.Post(this, step.Callback, step.State);
        }

        _held.Clear();
    }
}

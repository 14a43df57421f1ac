namespace KeyspacesStreamer.Simulation.Running;

/// <summary>
/// The whole world on one thread: virtual time that moves only when nothing is left to do, and a seeded choice of what is done next.
/// The same seed makes the same choices, so a run can be repeated step by step.
/// </summary>
internal sealed class SimulationLoop(int seed, bool isShuffled)
{
    private readonly Random _choices = new(seed);
    private readonly List<Step> _ready = [];
    private readonly PriorityQueue<Alarm, (long At, long Order)> _alarms = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile string? _escaped;
    private long _order;

    /// <summary>Ticks of 100 ns since the run began.</summary>
    public long Now { get; private set; }

    /// <summary>Steps run so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether work that comes from another thread is a fault. Default true; false for tests of single services that are called from outside.</summary>
    public bool IsOfOneThread { get; init; } = true;

    /// <summary>Called before each step of a process; false leaves the step undone.</summary>
    public Func<Step, bool>? BeforeStep { get; set; }

    public void Post(SimulatedProcess? process, SendOrPostCallback callback, object? state)
    {
        if (IsOfOneThread && Environment.CurrentManagedThreadId != _thread)
        {
            // Nothing here can be repeated if other threads take part.
            _escaped ??= Environment.StackTrace;
            return;
        }

        _ready.Add(new Step(process, callback, state));
    }

    public Alarm At(long moment, SimulatedProcess? process, Action action)
    {
        var alarm = new Alarm(process, action);
        _alarms.Enqueue(alarm, (Math.Max(moment, Now), _order++));
        return alarm;
    }

    public Alarm After(TimeSpan delay, Action action) => At(Now + delay.Ticks, null, action);

    /// <summary>Runs until something is so, nothing is left to do, or time is up.</summary>
    /// <returns>Whether it came to be so.</returns>
    public bool RunUntil(Func<bool> isReached, long latest)
    {
        var context = SynchronizationContext.Current;
        try
        {
            while (!isReached())
            {
                if (!RunOne(latest))
                {
                    return isReached();
                }
            }

            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private bool RunOne(long latest)
    {
        while (_ready.Count == 0)
        {
            if (!_alarms.TryPeek(out _, out var next) || next.At > latest)
            {
                return false;
            }

            Now = next.At;
            Ring(_alarms.Dequeue());
        }

        Run(Choose());
        return _escaped is null ? true : throw new InvalidOperationException($"Work left the simulation's thread, so the run cannot be repeated: {_escaped}");
    }

    private void Ring(Alarm alarm)
    {
        if (!alarm.IsOff)
        {
            Post(alarm.Process, static alarm => ((Alarm)alarm!).Ring(), alarm);
        }
    }

    private Step Choose()
    {
        var index = !isShuffled || _ready.Count == 1 ? 0 : _choices.Next(_ready.Count);
        var step = _ready[index];
        if (isShuffled)
        {
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }
        else
        {
            _ready.RemoveAt(0);
        }

        return step;
    }

    private void Run(in Step step)
    {
        if (step.Process is { } process && !process.Admits(step))
        {
            return;
        }

        if (step.Process is not null && BeforeStep is { } before && !before(step))
        {
            return;
        }

        Steps++;
        SynchronizationContext.SetSynchronizationContext(step.Process);
        step.Callback(step.State);
    }
}

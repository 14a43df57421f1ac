namespace KeyspacesStreamer.Simulation.Running;

/// <summary>
/// A clock on virtual time. The wall clock of a process may be wrong and may jump; its monotonic clock may run a little fast or slow,
/// and goes on while the process is paused.
/// </summary>
internal sealed class SimulatedClock(SimulationLoop loop, SimulatedProcess? process, double drift = 0, TimeSpan skew = default) : TimeProvider
{
    /// <summary>When every run begins: a minute before midnight, so that objects of two days appear.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 3, 14, 23, 59, 0, TimeSpan.Zero);

    private TimeSpan _skew = skew;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(loop.Now * (1 + drift));

    public override DateTimeOffset GetUtcNow() => Beginning + TimeSpan.FromTicks(GetTimestamp()) + _skew;

    /// <summary>Somebody sets the wall clock.</summary>
    public void Jump(TimeSpan by) => _skew += by;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets an action of this clock's process begin once the delay has passed on this clock.</summary>
    public Alarm After(TimeSpan delay, Action action)
    {
        // One tick more: never early by rounding.
        var ticks = (long)Math.Ceiling(delay.Ticks / (1 + drift)) + 1;
        return loop.At(loop.Now + ticks, process, action);
    }
}

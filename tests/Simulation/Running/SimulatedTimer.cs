namespace KeyspacesStreamer.Simulation.Running;

/// <summary>A timer on a simulated clock; its callback is a step of the clock's process.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
{
    private Alarm? _alarm;
    private TimeSpan _period;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _alarm?.CallOff();
        _alarm = null;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _alarm = clock.After(dueTime, Ring);
        }

        return true;
    }

    public void Dispose() => _alarm?.CallOff();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Ring()
    {
        if (_period > TimeSpan.Zero)
        {
            _alarm = clock.After(_period, Ring);
        }

        callback(state);
    }
}

namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Items that are due later, each once: one timer for all of them.</summary>
internal sealed class DelayedItems<T> : IDisposable
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly Action<T> _due;
    private readonly ITimer _timer;
    private readonly PriorityQueue<T, long> _order = new();
    private readonly Dictionary<T, long> _moments = [];

    public DelayedItems(TimeProvider clock, Action<T> due)
    {
        (_clock, _due) = (clock, due);
        _timer = clock.CreateTimer(static items => ((DelayedItems<T>)items!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Of two wishes for the same item the earlier one counts.</summary>
    public void Add(T item, TimeSpan delay)
    {
        lock (_lock)
        {
            var moment = _clock.GetTimestamp() + (long)(delay.TotalSeconds * _clock.TimestampFrequency);
            if (_moments.TryGetValue(item, out var known) && known <= moment)
            {
                return;
            }

            _moments[item] = moment;
            _order.Enqueue(item, moment);
            SetTimer();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        var due = new List<T>();
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            while (_order.TryPeek(out var item, out var moment) && moment <= now)
            {
                _order.Dequeue();
                // A later wish that an earlier one has replaced is still in the order.
                if (_moments.TryGetValue(item, out var known) && known == moment)
                {
                    _moments.Remove(item);
                    due.Add(item);
                }
            }

            SetTimer();
        }

        due.ForEach(_due);
    }

    private void SetTimer()
    {
        if (_order.TryPeek(out _, out var next))
        {
            var left = _clock.GetElapsedTime(_clock.GetTimestamp(), next);
            // A millisecond more: timers count in whole ones and must not ring before the moment.
            _timer.Change(left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}

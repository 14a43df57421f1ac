using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Controllers;

/// <summary>Which streams are being worked on, and since when.</summary>
internal sealed class InFlightReconciles(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NamespacedName, long> _since = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _since.Count;
            }
        }
    }

    /// <summary>What all have taken together.</summary>
    public TimeSpan Sum
    {
        get
        {
            lock (_lock)
            {
                return _since.Values.Aggregate(TimeSpan.Zero, (sum, since) => sum + clock.GetElapsedTime(since));
            }
        }
    }

    /// <summary>The one that has been in hand the longest.</summary>
    /// <returns>Null when nothing is in hand.</returns>
    public (NamespacedName Key, TimeSpan Elapsed)? Longest()
    {
        lock (_lock)
        {
            return _since.Count == 0 ? null : _since.Select(pair => (pair.Key, Elapsed: clock.GetElapsedTime(pair.Value))).MaxBy(pair => pair.Elapsed);
        }
    }

    public void Begin(NamespacedName key)
    {
        lock (_lock)
        {
            _since.Add(key, clock.GetTimestamp());
        }
    }

    public void Leave(NamespacedName key)
    {
        lock (_lock)
        {
            _since.Remove(key);
        }
    }
}

using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Controlling;

/// <summary>Which streams are being worked on, and since when.</summary>
internal sealed class WorkInHand(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceKey, long> _since = [];

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
    public (ResourceKey Key, TimeSpan Elapsed)? Longest()
    {
        lock (_lock)
        {
            return _since.Count == 0 ? null : _since.Select(pair => (pair.Key, Elapsed: clock.GetElapsedTime(pair.Value))).MaxBy(pair => pair.Elapsed);
        }
    }

    public void Take(ResourceKey key)
    {
        lock (_lock)
        {
            _since.Add(key, clock.GetTimestamp());
        }
    }

    public void Leave(ResourceKey key)
    {
        lock (_lock)
        {
            _since.Remove(key);
        }
    }
}

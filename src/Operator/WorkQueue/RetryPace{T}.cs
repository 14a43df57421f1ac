namespace KeyspacesStreamer.Operator.WorkQueue;

/// <summary>Pauses between attempts at one item: from a second, doubled at each failure, up to five minutes, each shortened by chance by up to a quarter.</summary>
internal sealed class RetryPace<T>(Random random)
    where T : notnull
{
    private const int MostDoublings = 16;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<T, int> _failures = [];

    /// <summary>Counts a failure of the item.</summary>
    /// <returns>The pause before its next attempt.</returns>
    public TimeSpan NextPause(T item)
    {
        lock (_lock)
        {
            var failures = _failures[item] = _failures.GetValueOrDefault(item) + 1;
            var pause = First * (1L << Math.Min(failures - 1, MostDoublings));
            return (pause < Longest ? pause : Longest) * (1 - (random.NextDouble() / 4));
        }
    }

    public int FailuresOf(T item)
    {
        lock (_lock)
        {
            return _failures.GetValueOrDefault(item);
        }
    }

    /// <summary>The item went well, or is gone: its next failure is its first.</summary>
    public void Forget(T item)
    {
        lock (_lock)
        {
            _failures.Remove(item);
        }
    }
}

namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>Exponential pause with full jitter: Transient from 100 ms to 5 s, Throttled from 250 ms to 10 s.</summary>
internal sealed class Backoff(TimeProvider clock, Random random)
{
    private const int MaxDoublings = 10;

    /// <summary>The pause before attempt number <paramref name="attempt"/> + 1, counted from 1.</summary>
    public TimeSpan PauseAfter(int attempt, FaultKind kind)
    {
        var (first, longest) = kind == FaultKind.Throttled ? (250.0, 10_000.0) : (100.0, 5_000.0);
        var ceiling = Math.Min(longest, first * (1L << Math.Min(attempt - 1, MaxDoublings)));
        lock (random)
        {
            return TimeSpan.FromMilliseconds((ceiling / 2) + (random.NextDouble() * ceiling / 2));
        }
    }

    public Task WaitAsync(int attempt, FaultKind kind, CancellationToken cancellationToken) =>
        Task.Delay(PauseAfter(attempt, kind), clock, cancellationToken);
}

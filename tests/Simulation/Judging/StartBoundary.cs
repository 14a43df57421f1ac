using KeyspacesStreamer.Simulation.Running;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>Which changes belong to a stream that begins at LATEST: those made some seconds after the table was filled. Clocks of pods are not exact, so the seconds around it are free.</summary>
internal sealed class StartBoundary(bool isLatest, TimeSpan tolerance)
{
    private DateTimeOffset? _since;

    public bool IsLatest { get; } = isLatest;

    public bool IsSet => _since is not null;

    /// <returns>Whether this is the beginning; it is set once.</returns>
    public bool TrySet(long now)
    {
        var isFirst = _since is null;
        _since ??= SimulatedClock.Beginning + TimeSpan.FromTicks(now);
        return isFirst;
    }

    public bool IsBefore(DateTimeOffset createdAt) => IsLatest && (_since is not { } since || createdAt < since + tolerance);
}

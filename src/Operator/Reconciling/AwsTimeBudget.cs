namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>How long one reconcile may wait for AWS, all its questions together: each call is bounded, and how many there are depends on the answers.</summary>
internal sealed class AwsTimeBudget(TimeProvider clock)
{
    /// <summary>Three calls that are answered in the last moment, one after the other; usually all of them take less than a second.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private long _began = clock.GetTimestamp();

    /// <summary>What is left of it.</summary>
    public TimeSpan Remaining => Longest - clock.GetElapsedTime(_began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>A reconcile begins.</summary>
    public void Begin() => _began = clock.GetTimestamp();
}

namespace KeyspacesStreamer.Operator.Leadership;

/// <summary>The times of an election; the defaults are client-go's.</summary>
internal sealed record LeaderTimes
{
    /// <summary>How long a silent leader is respected. Default 15 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader that cannot renew goes on. Default 10 s; less than <see cref="LeaseDuration"/>, so that it has stopped before another may begin.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two attempts. Default 2 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}

namespace KeyspacesStreamer.Operator.Reconciling.Scaling;

/// <summary>What was seen and done so far; times are those of one monotonic clock. A process begins with <see cref="Empty"/>, which holds pods back from being taken away.</summary>
internal sealed record ScalingHistory
{
    public static readonly ScalingHistory Empty = new();

    /// <summary>Since when figures came without a break; null when there are none.</summary>
    public TimeSpan? KnownSince { get; init; }

    /// <summary>When figures were last there.</summary>
    public TimeSpan? KnownAt { get; init; }

    /// <summary>Since when the lag is above its target without a break; null when it is not.</summary>
    public TimeSpan? BehindSince { get; init; }

    /// <summary>Since when it is not; null when it is, or is not known.</summary>
    public TimeSpan? CalmSince { get; init; }

    /// <summary>When a pod was last added for the lag; forgotten after a whole window of calm.</summary>
    public TimeSpan? LastStep { get; init; }

    /// <summary>When pods were last added for whatever reason.</summary>
    public TimeSpan? LastRaise { get; init; }

    /// <summary>When pods were last taken away.</summary>
    public TimeSpan? LastReduction { get; init; }

    /// <summary>Recommendations within the window that no later one exceeds: times rise, numbers fall.</summary>
    public IReadOnlyList<ScalingSample> Peaks { get; init; } = [];
}

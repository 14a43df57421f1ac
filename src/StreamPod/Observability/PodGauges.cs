namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>The gauges of the pod at one moment, taken just before a scrape.</summary>
internal sealed record PodGauges
{
    /// <summary>Largest lag over the owned shards.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Smallest headroom over the owned shards; the full retention when none is owned.</summary>
    public TimeSpan RetentionHeadroom { get; init; } = TimeSpan.FromHours(24);

    public int ShardsOwned { get; init; }

    public int ShardsHalted { get; init; }

    public int ShardsAtTip { get; init; }

    public long MemoryBudgetBytes { get; init; }

    public long MemoryReservedBytes { get; init; }

    public int MemoryWaiters { get; init; }

    /// <summary>Null before the first commit.</summary>
    public DateTimeOffset? LastCommitAt { get; init; }

    public TimeSpan HeartbeatAge { get; init; }
}

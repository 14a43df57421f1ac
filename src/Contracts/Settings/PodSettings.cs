namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Memory, pace and ports of one pod process.</summary>
public sealed record PodSettings
{
    /// <summary>Bytes that pages, open groups and uploads may hold together. Default null: 40 % of the container's memory limit, 1 GiB at most; 16 MiB to 64 GiB.</summary>
    public long? MemoryBudgetBytes { get; init; }

    /// <summary>GetRecords calls under way at once. Default 32; 1 to 1,000.</summary>
    public int MaxConcurrentReads { get; init; } = 32;

    /// <summary>PUTs under way at once. Default 16; 1 to 256.</summary>
    public int MaxConcurrentPuts { get; init; } = 16;

    /// <summary>Time between two heartbeats of a worker. Default 3 s; 100 ms to 60 s. One DynamoDB write each.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Silence after which a worker counts as dead, on the observer's clock. Default 10 s; at least three heartbeats.</summary>
    public TimeSpan WorkerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time after which an unanswered handoff request is withdrawn. Default 30 s; 1 s to 10 min.</summary>
    public TimeSpan HandoffTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two full shard listings, the safety net under child discovery. Default 60 s; 1 s to 1 h.</summary>
    public TimeSpan ShardSyncInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest pause of a shard at its tip. Default 250 ms; 10 ms to 1 min.</summary>
    public TimeSpan IdlePollMin { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause of a shard at its tip. Default 2 s; at least IdlePollMin, up to 5 min.</summary>
    public TimeSpan IdlePollMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time a stopping pod may take to flush, commit and release before it exits. Default 25 s; 1 s to 10 min.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Time a pod that cannot go on stays up to say why on /status before it exits; it also damps restarts. Default 10 s; 0 to 5 min.</summary>
    public TimeSpan FatalLinger { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Port of /metrics, /healthz, /readyz and /status. Default 9464; 0 lets the system choose.</summary>
    public int Port { get; init; } = 9464;
}

namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>A pod's progress figures, written into its worker item of the lease table with each heartbeat, as JSON in camel case.</summary>
public sealed record WorkerProgress
{
    /// <summary>Shards whose lease the pod holds.</summary>
    public required int Shards { get; init; }

    /// <summary>Those of them that are read up to their tip, with everything committed.</summary>
    public int AtTip { get; init; }

    /// <summary>Those of them that stopped and need a person.</summary>
    public required int Halted { get; init; }

    /// <summary>Age in seconds of the oldest change that is not committed yet, the largest over the pod's shards; 0 when all are caught up.</summary>
    public required double LagSeconds { get; init; }

    /// <summary>When the pod last committed; null before its first commit.</summary>
    public DateTimeOffset? LastCommitAt { get; init; }

    /// <summary>Whether the pod is ready: stream, table and bucket were reached.</summary>
    public required bool IsReady { get; init; }

    /// <summary>Records that the pod has committed since its process started.</summary>
    public long Records { get; init; }

    /// <summary>Objects that the pod has written since its process started.</summary>
    public long Objects { get; init; }
}

namespace KeyspacesStreamer.StreamPod.Observability;

/// <summary>What one shard of this pod is doing.</summary>
internal sealed record ShardStatus
{
    public required string ShardId { get; init; }

    /// <summary>The phase of its worker in one word: <c>recovering</c>, <c>reading</c>, <c>at-tip</c>, <c>draining</c>, <c>halted</c>, <c>finished</c>.</summary>
    public required string State { get; init; }

    public required string Checkpoint { get; init; }

    /// <summary>Last sequence number of a group that is prepared but not committed.</summary>
    public string? PendingCheckpoint { get; init; }

    /// <summary>Sequence number of the last record read.</summary>
    public string? Position { get; init; }

    public required double LagSeconds { get; init; }

    public required long BufferedRecords { get; init; }

    public required long BufferedBytes { get; init; }

    /// <summary>Why the shard stopped, when it did.</summary>
    public string? HaltReason { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }
}

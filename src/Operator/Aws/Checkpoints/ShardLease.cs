namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>The lease of one shard.</summary>
internal sealed record ShardLease
{
    public required string ShardId { get; init; }

    /// <summary>Pod that holds it; null when it is free.</summary>
    public string? OwnerPod { get; init; }

    /// <summary>Whether the shard is read and committed to its end.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Shards that must be finished before this one is read.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>Why the shard needs a person; null when it does not.</summary>
    public string? HaltReason { get; init; }

    /// <summary>When it was last known to be read up to its tip.</summary>
    public DateTimeOffset? CaughtUpAt { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }

    /// <summary>Changes made since this moment must be written.</summary>
    public DateTimeOffset? PromisedSince { get; init; }
}

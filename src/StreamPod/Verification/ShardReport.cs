namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>What was found of one shard.</summary>
internal sealed record ShardReport
{
    public required string ShardId { get; init; }

    public required string StreamLabel { get; init; }

    /// <summary>False when the lease was never there or was removed after the shard's end; the chain is judged all the same.</summary>
    public required bool HasLease { get; init; }

    public string? Checkpoint { get; init; }

    /// <summary>What the first group follows: a word or a number.</summary>
    public string? Begin { get; init; }

    /// <summary>Last number of the last group found.</summary>
    public string? Tail { get; init; }

    /// <summary>Committed groups, their objects and records.</summary>
    public required long Groups { get; init; }

    public required long Objects { get; init; }

    public required long Records { get; init; }

    /// <summary>Objects of a pending group that is not committed.</summary>
    public required long PendingObjects { get; init; }

    /// <summary>Objects committed while the bucket was listed.</summary>
    public required long NewerObjects { get; init; }
}

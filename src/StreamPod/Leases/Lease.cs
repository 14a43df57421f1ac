using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>The item of one shard in the lease table, in the words of the Kinesis Client Library plus our own.</summary>
internal sealed record Lease
{
    public required ShardId ShardId { get; init; }

    /// <summary>Owner as written in the table, or null when the lease is free.</summary>
    public string? Owner { get; init; }

    /// <summary>Grows by one at each take; with the owner it is the fence of every write.</summary>
    public long Counter { get; init; }

    public required Checkpoint Checkpoint { get; init; }

    public long OwnerSwitchesSinceCheckpoint { get; init; }

    public IReadOnlyList<ShardId> Parents { get; init; } = [];

    public IReadOnlyList<ShardId> Children { get; init; } = [];

    /// <summary>Last sequence number of a group that is prepared but not yet committed.</summary>
    public Checkpoint? PendingCheckpoint { get; init; }

    /// <summary>What is needed to cut and encode the pending group again.</summary>
    public ReadOnlyMemory<byte>? PendingState { get; init; }

    /// <summary>Stream of the shard; null in a table written by the Kinesis Client Library.</summary>
    public string? StreamArn { get; init; }

    /// <summary>Last number of the previous group that wrote anything; the next group's previous-sequence-number.</summary>
    public string? ChainTail { get; init; }

    /// <summary>When the shard was last known to be read and committed up to its tip.</summary>
    public DateTimeOffset? CaughtUpAt { get; init; }

    /// <summary>When a lease that begins at LATEST was created: records made before are not part of the stream.</summary>
    public DateTimeOffset? LatestSince { get; init; }

    /// <summary>Changes of the shard made since this moment must be written: when the lease was made, or the epoch when a shard it continues had gone away unread by then. Null in leases of other applications.</summary>
    public DateTimeOffset? PromisedSince { get; init; }

    /// <summary>How many shards this one continues, one after the other: greater than in each of its parents. Null until a group of rows was prepared.</summary>
    public int? Lineage { get; init; }

    /// <summary>The worker that asks for this lease.</summary>
    public string? HandoffTo { get; init; }

    /// <summary>Why the shard is stopped (trimmed data, an unreadable record, a foreign object), for people and the operator.</summary>
    public string? HaltReason { get; init; }

    /// <summary>Records written through this lease since it was created.</summary>
    public long Records { get; init; }

    /// <summary>Objects written through this lease since it was created.</summary>
    public long Objects { get; init; }

    /// <summary>When the last group was committed.</summary>
    public DateTimeOffset? LastCommitAt { get; init; }
}

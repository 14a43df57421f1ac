using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>What one write does to a lease; attributes that are not named, foreign ones included, stay as they are.</summary>
internal readonly record struct LeaseChange
{
    public Change<string> Owner { get; init; }

    /// <summary>Added to leaseCounter.</summary>
    public int CounterStep { get; init; }

    /// <summary>Also sets checkpointSubSequenceNumber to 0.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Sets ownerSwitchesSinceCheckpoint to 0 (true), or adds one (false), or leaves it (null).</summary>
    public bool? ResetsOwnerSwitches { get; init; }

    /// <summary>Also sets or removes pendingCheckpointSubSequenceNumber.</summary>
    public Change<string> PendingCheckpoint { get; init; }

    public Change<byte[]> PendingState { get; init; }

    public Change<string> ChainTail { get; init; }

    public DateTimeOffset? CaughtUpAt { get; init; }

    public int? Lineage { get; init; }

    public Change<string> HandoffTo { get; init; }

    public Change<string> HaltReason { get; init; }

    /// <summary>Replaces childShardIds when not null and not empty.</summary>
    public IReadOnlyList<ShardId>? Children { get; init; }

    /// <summary>Replaces parentShardIds when not null and not empty.</summary>
    public IReadOnlyList<ShardId>? Parents { get; init; }

    /// <summary>Sets streamArn when not null (a table taken over from the Kinesis Client Library has none).</summary>
    public string? StreamArn { get; init; }

    /// <summary>Added to the records figure.</summary>
    public long RecordsStep { get; init; }

    /// <summary>Added to the objects figure.</summary>
    public long ObjectsStep { get; init; }

    public DateTimeOffset? LastCommitAt { get; init; }
}

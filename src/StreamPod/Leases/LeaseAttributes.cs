namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>Names of the attributes in a lease table: those of the Kinesis Client Library first, then ours.</summary>
internal static class LeaseAttributes
{
    // https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html
    public const string LeaseKey = "leaseKey";
    public const string LeaseOwner = "leaseOwner";
    public const string LeaseCounter = "leaseCounter";
    public const string Checkpoint = "checkpoint";
    public const string CheckpointSubSequenceNumber = "checkpointSubSequenceNumber";
    public const string OwnerSwitchesSinceCheckpoint = "ownerSwitchesSinceCheckpoint";
    public const string ParentShardId = "parentShardId";
    public const string ChildShardIds = "childShardIds";
    public const string PendingCheckpoint = "pendingCheckpoint";
    public const string PendingCheckpointSubSequenceNumber = "pendingCheckpointSubSequenceNumber";
    public const string PendingCheckpointState = "pendingCheckpointState";

    /// <summary>Kind of the item; absent on a lease of an older Kinesis Client Library and on ours.</summary>
    public const string EntityType = "entityType";

    public const string StreamArn = "streamArn";
    public const string ChainTail = "chainTail";
    public const string CaughtUpAt = "caughtUpAt";
    public const string LatestSince = "latestSince";
    public const string PromisedSince = "promisedSince";
    public const string HandoffTo = "handoffTo";
    public const string HaltReason = "haltReason";
    public const string Records = "records";
    public const string Objects = "objects";
    public const string LastCommitAt = "lastCommitAt";

    public const string Incarnation = "incarnation";
    public const string Heartbeat = "heartbeat";
    public const string Nudge = "nudge";
    public const string Progress = "progress";

    public const string Resource = "resource";
    public const string IsSeeded = "isSeeded";

    /// <summary>Key of the item that says whose table this is.</summary>
    public const string OwnerKey = "stream#";

    public const string LeaseEntity = "LEASE";
    public const string WorkerEntity = "WORKER";
    public const string StreamEntity = "STREAM";

    private const string WorkerPrefix = "worker#";

    /// <summary>Key of a pod's worker item.</summary>
    public static string WorkerKey(string pod) => WorkerPrefix + pod;

    /// <summary>What kind of item stands under a key with this entityType (null: none).</summary>
    public static LeaseItemKind KindOf(string key, string? entityType) => (key, entityType) switch
    {
        (OwnerKey, StreamEntity) => LeaseItemKind.Owner,
        (_, WorkerEntity) when key.StartsWith(WorkerPrefix, StringComparison.Ordinal) => LeaseItemKind.Worker,
        (_, null or LeaseEntity) when !key.Contains('#') => IsOfManyStreams(key) ? LeaseItemKind.LeaseOfManyStreams : LeaseItemKind.Lease,
        _ => LeaseItemKind.Foreign,
    };

    /// <summary>The pod in the key of a worker item.</summary>
    public static string PodOf(string workerKey) => workerKey[WorkerPrefix.Length..];

    // The Kinesis Client Library's key for several streams in one table: account:stream:creation epoch:shard id.
    private static bool IsOfManyStreams(string key) => key.Split(':') is [{ Length: 12 } account, _, { Length: > 0 } epoch, _, ..]
        && account.All(char.IsAsciiDigit)
        && epoch.All(char.IsAsciiDigit);
}

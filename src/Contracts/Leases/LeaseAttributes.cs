namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>Names of the attributes in a lease table: those of the Kinesis Client Library first, then ours.</summary>
public static class LeaseAttributes
{
    // https://docs.aws.amazon.com/streams/latest/dev/kcl-dynamoDB.html
    /// <summary>Hash key: the shard id, or the key of another kind of item.</summary>
    public const string LeaseKey = "leaseKey";

    /// <summary>Worker that holds the lease, <c>pod/incarnation</c>; absent while it is free.</summary>
    public const string LeaseOwner = "leaseOwner";

    /// <summary>Grows by one at each take; with the owner it is the fence of every write.</summary>
    public const string LeaseCounter = "leaseCounter";

    /// <summary>Sequence number up to which everything is committed, or TRIM_HORIZON, LATEST or SHARD_END.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Always 0 here.</summary>
    public const string CheckpointSubSequenceNumber = "checkpointSubSequenceNumber";

    /// <summary>Owners since the last commit.</summary>
    public const string OwnerSwitchesSinceCheckpoint = "ownerSwitchesSinceCheckpoint";

    /// <summary>Shards that must be finished before this one is read, a set.</summary>
    public const string ParentShardId = "parentShardId";

    /// <summary>Shards that continue this one, a set.</summary>
    public const string ChildShardIds = "childShardIds";

    /// <summary>Last sequence number of a group that is prepared but not yet committed.</summary>
    public const string PendingCheckpoint = "pendingCheckpoint";

    /// <summary>Always 0 here.</summary>
    public const string PendingCheckpointSubSequenceNumber = "pendingCheckpointSubSequenceNumber";

    /// <summary>What is needed to cut and encode the pending group again.</summary>
    public const string PendingCheckpointState = "pendingCheckpointState";

    /// <summary>Kind of the item; absent on a lease of an older Kinesis Client Library and on ours.</summary>
    public const string EntityType = "entityType";

    /// <summary>Stream of a shard, or of the whole table.</summary>
    public const string StreamArn = "streamArn";

    /// <summary>Last sequence number of the previous group that wrote anything.</summary>
    public const string ChainTail = "chainTail";

    /// <summary>When the shard was last known to be read and committed up to its tip.</summary>
    public const string CaughtUpAt = "caughtUpAt";

    /// <summary>When a lease that begins at LATEST was made.</summary>
    public const string LatestSince = "latestSince";

    /// <summary>Changes of the shard made since this moment must be written.</summary>
    public const string PromisedSince = "promisedSince";

    /// <summary>How many shards the shard continues, one after the other, as far as rows are written of them: greater than in each of its parents.</summary>
    public const string Lineage = "lineage";

    /// <summary>Worker that asks for the lease.</summary>
    public const string HandoffTo = "handoffTo";

    /// <summary>Why the shard needs a person.</summary>
    public const string HaltReason = "haltReason";

    /// <summary>Records written through the lease.</summary>
    public const string Records = "records";

    /// <summary>Objects written through the lease.</summary>
    public const string Objects = "objects";

    /// <summary>When the last group was committed.</summary>
    public const string LastCommitAt = "lastCommitAt";

    /// <summary>Process of the pod that beats.</summary>
    public const string Incarnation = "incarnation";

    /// <summary>Moves with each heartbeat of the worker.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>Moves when somebody wants the worker to look at the table at once.</summary>
    public const string Nudge = "nudge";

    /// <summary>The worker's figures, <see cref="WorkerProgress"/> as JSON.</summary>
    public const string Progress = "progress";

    /// <summary><c>namespace/name</c> of the resource that the table belongs to.</summary>
    public const string Resource = "resource";

    /// <summary>Installation of the resource that the table belongs to.</summary>
    public const string Installation = "installation";

    /// <summary>Bucket of the objects before the checkpoints.</summary>
    public const string Bucket = "bucket";

    /// <summary>Account that owns that bucket.</summary>
    public const string BucketOwner = "bucketOwner";

    /// <summary>Whether the first listing of shards has become leases completely; shards that appear later begin at TRIM_HORIZON.</summary>
    public const string IsSeeded = "isSeeded";

    /// <summary>Key of the item that says whose table this is.</summary>
    public const string OwnerKey = "stream#";

    /// <summary>Entity type of a lease of a newer Kinesis Client Library.</summary>
    public const string LeaseEntity = "LEASE";

    /// <summary>Entity type of a worker item.</summary>
    public const string WorkerEntity = "WORKER";

    /// <summary>Entity type of the item that says whose table this is.</summary>
    public const string StreamEntity = "STREAM";

    private const string WorkerPrefix = "worker#";

    /// <summary>Key of a pod's worker item.</summary>
    public static string WorkerKey(string pod) => WorkerPrefix + pod;

    /// <summary>What kind of item is under a key with this entityType (null: none).</summary>
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

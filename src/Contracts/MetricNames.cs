using static KeyspacesStreamer.Contracts.MetricType;

namespace KeyspacesStreamer.Contracts;

/// <summary>All metrics of the stream pod; code, documentation, alerts and dashboards are checked against this list.</summary>
public static class MetricNames
{
    /// <summary>Beginning of every name.</summary>
    public const string Prefix = "keyspaces_cdc_";

    /// <summary>Records taken over from the stream.</summary>
    public static readonly MetricDefinition RecordsRead = new(Prefix + "records_read_total", Counter, "records", "Change records read from the stream.");

    /// <summary>Bytes of the pages read.</summary>
    public static readonly MetricDefinition BytesRead = new(Prefix + "bytes_read_total", Counter, "bytes", "Bytes of the pages read from the stream.");

    /// <summary>Records whose objects stand and whose checkpoint is written.</summary>
    public static readonly MetricDefinition RecordsCommitted = new(Prefix + "records_committed_total", Counter, "records", "Change records whose object stands and whose checkpoint is written.");

    /// <summary>Objects written.</summary>
    public static readonly MetricDefinition ObjectsWritten = new(Prefix + "objects_written_total", Counter, "objects", "Objects written.");

    /// <summary>Bytes of the objects written, as stored.</summary>
    public static readonly MetricDefinition ObjectBytesWritten = new(Prefix + "object_bytes_written_total", Counter, "bytes", "Bytes of the objects written, after compression.");

    /// <summary>Groups closed, by the reason.</summary>
    public static readonly MetricDefinition GroupsSealed = new(Prefix + "groups_sealed_total", Counter, "groups", "Groups of objects closed, by what closed them.",
        new MetricLabel("reason", "bytes", "records", "age", "shard_end", "handoff", "memory_pressure", "partitions", "recovery"));

    /// <summary>GetRecords calls, by outcome.</summary>
    public static readonly MetricDefinition GetRecords = new(Prefix + "get_records_total", Counter, "calls", "GetRecords calls, by their outcome.",
        new MetricLabel("outcome", "records", "empty", "throttled", "trimmed", "transient"));

    /// <summary>Largest lag of a shard of this pod.</summary>
    public static readonly MetricDefinition Lag = new(Prefix + "lag_seconds", Gauge, "seconds", "Age of the oldest change that is not committed yet, the largest over the shards of this pod; 0 when all are caught up.");

    /// <summary>Smallest headroom of a shard of this pod.</summary>
    public static readonly MetricDefinition RetentionHeadroom = new(Prefix + "retention_headroom_seconds", Gauge, "seconds", "Time left until the service trims a change that is not committed yet, the smallest over the shards of this pod.");

    /// <summary>Shards whose lease this pod holds.</summary>
    public static readonly MetricDefinition ShardsOwned = new(Prefix + "shards_owned", Gauge, "shards", "Shards whose lease this pod holds.");

    /// <summary>Shards that stopped and need a person.</summary>
    public static readonly MetricDefinition ShardsHalted = new(Prefix + "shards_halted", Gauge, "shards", "Shards of this pod that stopped and need a person.");

    /// <summary>Shards that are read up to their tip.</summary>
    public static readonly MetricDefinition ShardsAtTip = new(Prefix + "shards_at_tip", Gauge, "shards", "Shards of this pod that are read up to their tip.");

    /// <summary>The memory budget.</summary>
    public static readonly MetricDefinition MemoryBudget = new(Prefix + "memory_budget_bytes", Gauge, "bytes", "Bytes that pages, open groups and uploads may hold together.");

    /// <summary>How much of the budget is taken.</summary>
    public static readonly MetricDefinition MemoryReserved = new(Prefix + "memory_reserved_bytes", Gauge, "bytes", "Bytes of the memory budget that are taken.");

    /// <summary>Readers that wait for memory.</summary>
    public static readonly MetricDefinition MemoryWaiters = new(Prefix + "memory_waiters", Gauge, "readers", "Readers that wait for room in the memory budget.");

    /// <summary>Failures, by where they happened and what they mean.</summary>
    public static readonly MetricDefinition Faults = new(Prefix + "faults_total", Counter, "faults", "Failures, by the stage where they happened and by what they mean.",
        new MetricLabel("stage", "startup", "leases", "reading", "checkpoints", "objects", "shards", "status"),
        new MetricLabel("kind", "fatal", "transient", "throttled", "lease_lost"));

    /// <summary>Keys that another shard had taken.</summary>
    public static readonly MetricDefinition KeyCollisions = new(Prefix + "key_collisions_total", Counter, "objects", "Objects that got a longer name because another shard's object was under theirs.");

    /// <summary>Stretches of changes that were lost.</summary>
    public static readonly MetricDefinition Gaps = new(Prefix + "gaps_total", Counter, "gaps", "Stretches of changes that the service trimmed before they were read; moves only when data is really lost.");

    /// <summary>Records put aside.</summary>
    public static readonly MetricDefinition QuarantinedRecords = new(Prefix + "quarantined_records_total", Counter, "records", "Records that could not be encoded and were put aside under _quarantine/.");

    /// <summary>Records passed over, by the reason.</summary>
    public static readonly MetricDefinition RecordsPassedOver = new(Prefix + "records_passed_over_total", Counter, "records", "Records at the beginning of a reading that were not taken over: they were taken before, or are older than the beginning of the stream.",
        new MetricLabel("reason", "taken_before", "before_start"));

    /// <summary>Shards halted because the stream broke its order.</summary>
    public static readonly MetricDefinition OrderFaults = new(Prefix + "order_faults_total", Counter, "halts", "Halts of a shard whose records came out of order, or again, within one reading.");

    /// <summary>Leases taken, by whose they were.</summary>
    public static readonly MetricDefinition LeasesTaken = new(Prefix + "leases_taken_total", Counter, "leases", "Leases taken, by whose they were before.",
        new MetricLabel("from", "free", "dead", "handoff", "earlier_incarnation"));

    /// <summary>Leases lost to another worker.</summary>
    public static readonly MetricDefinition LeasesLost = new(Prefix + "leases_lost_total", Counter, "leases", "Leases that another worker took while this pod still held them.");

    /// <summary>Handoffs, by outcome.</summary>
    public static readonly MetricDefinition Handoffs = new(Prefix + "handoffs_total", Counter, "handoffs", "Requests to hand a lease over, by their outcome.",
        new MetricLabel("outcome", "requested", "given", "received", "withdrawn"));

    /// <summary>Writes to the lease table, by operation.</summary>
    public static readonly MetricDefinition LeaseWrites = new(Prefix + "lease_writes_total", Counter, "writes", "Writes to the lease table, by their purpose.",
        new MetricLabel("operation", "claim", "create", "complete_parents", "take", "release", "handoff", "heartbeat", "nudge", "begin", "prepare", "commit", "finish", "adopt", "caught_up", "halt", "resume", "delete"));

    /// <summary>Time of a PUT.</summary>
    public static readonly MetricDefinition PutTime = new(Prefix + "put_seconds", Summary, "seconds", "Time to write one object, retries included.");

    /// <summary>Time of a commit.</summary>
    public static readonly MetricDefinition CommitTime = new(Prefix + "commit_seconds", Summary, "seconds", "Time from the closing of a group to its commit.");

    /// <summary>Time of a GetRecords call.</summary>
    public static readonly MetricDefinition GetRecordsTime = new(Prefix + "get_records_seconds", Summary, "seconds", "Time of one GetRecords call.");

    /// <summary>When something was last committed.</summary>
    public static readonly MetricDefinition LastCommit = new(Prefix + "last_commit_timestamp_seconds", Gauge, "seconds", "Time of the last commit of this pod, in seconds since 1970; 0 before the first.");

    /// <summary>How old the own heartbeat is.</summary>
    public static readonly MetricDefinition HeartbeatAge = new(Prefix + "heartbeat_age_seconds", Gauge, "seconds", "Time since this pod's heartbeat was last written.");

    /// <summary>Which build is running.</summary>
    public static readonly MetricDefinition BuildInfo = new(Prefix + "build_info", Gauge, "builds", "Always 1; the label names the version that is running.", new MetricLabel("version"));

    /// <summary>Every metric of the pod.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        RecordsRead, BytesRead, RecordsCommitted, ObjectsWritten, ObjectBytesWritten, GroupsSealed, GetRecords, Lag, RetentionHeadroom,
        ShardsOwned, ShardsHalted, ShardsAtTip, MemoryBudget, MemoryReserved, MemoryWaiters, Faults, KeyCollisions, Gaps,
        QuarantinedRecords, RecordsPassedOver, OrderFaults, LeasesTaken, LeasesLost, Handoffs, LeaseWrites, PutTime, CommitTime, GetRecordsTime, LastCommit,
        HeartbeatAge, BuildInfo,
    ];
}

namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>What a pod asks of a service or of its lease table. Its terms for log lines and metrics are in <see cref="PodOperations"/>.</summary>
internal enum PodOperation
{
    /// <summary>Any of the checks before the first shard is read.</summary>
    Startup,

    GetRecords,

    /// <summary>GetRecords after the last record of a shard, to see that it has really ended.</summary>
    ConfirmEnd,

    /// <summary>GetRecords at a place that was taken from objects, to see that the stream still holds it.</summary>
    Probe,
    ListShards,
    ListChildren,

    PutObject,
    PutGap,
    HeadObject,
    ListGaps,

    /// <summary>GetObject of the schema that a pending group was prepared by.</summary>
    ReadSchema,

    ScanLeases,
    FindLease,
    FindNudge,
    ClaimTable,
    MarkSeeded,
    CreateLease,
    CompleteParents,
    DeleteLease,
    TakeLease,
    ReleaseLease,
    RequestHandoff,
    WithdrawHandoff,
    Heartbeat,
    Nudge,
    DeleteWorker,

    /// <summary>The write that says that a shard was once opened at LATEST.</summary>
    Begin,
    Prepare,
    Commit,

    /// <summary>The last commit of a shard that has ended.</summary>
    Finish,

    /// <summary>Takes over the end of a group whose objects an earlier owner had written.</summary>
    Adopt,
    CaughtUp,
    Halt,
    Resume,

    /// <summary>The work on a shard as a whole, which begins again after a failure.</summary>
    RunShard,
}

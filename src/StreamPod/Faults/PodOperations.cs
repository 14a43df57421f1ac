namespace KeyspacesStreamer.StreamPod.Faults;

/// <summary>The terms of all operations.</summary>
internal static class PodOperations
{
    private static readonly OperationTerms[] Known = [.. Enum.GetValues<PodOperation>().Select(TermsOf)];

    public static OperationTerms Terms(this PodOperation operation) => Known[(int)operation];

    private static OperationTerms TermsOf(PodOperation operation) => operation switch
    {
        PodOperation.Startup => new("startup", FaultStage.Startup),
        PodOperation.GetRecords => new("get-records", FaultStage.Reading),
        PodOperation.ConfirmEnd => new("confirm-end", FaultStage.Reading),
        PodOperation.Probe => new("probe", FaultStage.Reading),
        PodOperation.ListShards => new("list-shards", FaultStage.Reading),
        PodOperation.ListChildren => new("list-children", FaultStage.Reading),
        PodOperation.PutObject => new("put", FaultStage.Objects),
        PodOperation.PutGap => new("put-gap", FaultStage.Objects),
        PodOperation.HeadObject => new("head", FaultStage.Objects),
        PodOperation.ListGaps => new("list-gaps", FaultStage.Objects),
        PodOperation.ReadSchema => new("read-schema", FaultStage.Objects),
        PodOperation.ScanLeases => new("scan", FaultStage.Leases),
        PodOperation.FindLease => new("find-lease", FaultStage.Leases),
        PodOperation.FindNudge => new("find-nudge", FaultStage.Leases),
        PodOperation.ClaimTable => new("claim", FaultStage.Leases, "claim"),
        PodOperation.MarkSeeded => new("mark-seeded", FaultStage.Leases, "claim"),
        PodOperation.CreateLease => new("create-lease", FaultStage.Leases, "create"),
        PodOperation.CompleteParents => new("complete-parents", FaultStage.Leases, "complete_parents"),
        PodOperation.DeleteLease => new("delete-lease", FaultStage.Leases, "delete"),
        PodOperation.TakeLease => new("take", FaultStage.Leases, "take"),
        PodOperation.ReleaseLease => new("release", FaultStage.Leases, "release"),
        PodOperation.RequestHandoff => new("request-handoff", FaultStage.Leases, "handoff"),
        PodOperation.WithdrawHandoff => new("withdraw-handoff", FaultStage.Leases, "handoff"),
        PodOperation.Heartbeat => new("heartbeat", FaultStage.Leases, "heartbeat"),
        PodOperation.Nudge => new("nudge", FaultStage.Leases, "nudge"),
        PodOperation.DeleteWorker => new("delete-worker", FaultStage.Leases, "delete"),
        PodOperation.Begin => new("begin", FaultStage.Checkpoints, "begin"),
        PodOperation.Prepare => new("prepare", FaultStage.Checkpoints, "prepare"),
        PodOperation.Commit => new("commit", FaultStage.Checkpoints, "commit"),
        PodOperation.Finish => new("finish", FaultStage.Checkpoints, "finish"),
        PodOperation.Adopt => new("adopt", FaultStage.Checkpoints, "adopt"),
        PodOperation.CaughtUp => new("caught-up", FaultStage.Checkpoints, "caught_up"),
        PodOperation.Halt => new("halt", FaultStage.Checkpoints, "halt"),
        PodOperation.Resume => new("resume", FaultStage.Checkpoints, "resume"),
        PodOperation.RunShard => new("shard", FaultStage.Shards),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation without terms."),
    };
}

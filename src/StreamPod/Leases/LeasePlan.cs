using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>What one worker should do after a look at the table.</summary>
internal sealed record LeasePlan
{
    /// <summary>Leases in the table under this worker's name that it does not work on yet.</summary>
    public required IReadOnlyList<Lease> Adopt { get; init; }

    /// <summary>Free leases to take.</summary>
    public required IReadOnlyList<Lease> Take { get; init; }

    /// <summary>Shards this worker works on although the table gives them to somebody else.</summary>
    public required IReadOnlyList<ShardId> Lost { get; init; }

    /// <summary>Leases of this worker that live workers ask for.</summary>
    public required IReadOnlyList<Lease> GiveAway { get; init; }

    /// <summary>Leases of others to ask for.</summary>
    public required IReadOnlyList<Lease> AskFor { get; init; }

    /// <summary>Requests of gone workers, or of our own that were never answered, to take back.</summary>
    public required IReadOnlyList<Lease> Withdraw { get; init; }

    /// <summary>Workers that are dead and own nothing.</summary>
    public required IReadOnlyList<WorkerItem> Remove { get; init; }

    /// <summary>Parents without a lease that the last listing has not shown to be gone.</summary>
    public required IReadOnlyList<ShardId> UnknownParents { get; init; }
}

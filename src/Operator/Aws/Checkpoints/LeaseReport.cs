using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>What a lease table says at one moment.</summary>
internal sealed record LeaseReport
{
    public TableOwner? Owner { get; init; }

    public IReadOnlyList<ShardLease> Leases { get; init; } = [];

    public IReadOnlyList<WorkerHeartbeat> Workers { get; init; } = [];
}

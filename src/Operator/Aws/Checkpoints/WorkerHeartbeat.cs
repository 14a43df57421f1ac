using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>One pod as it shows in the lease table.</summary>
internal sealed record WorkerHeartbeat
{
    public required string Pod { get; init; }

    /// <summary>Moves with each heartbeat.</summary>
    public long Heartbeat { get; init; }

    /// <summary>Its figures; null when it has written none, or none that can be read.</summary>
    public WorkerProgress? Progress { get; init; }
}

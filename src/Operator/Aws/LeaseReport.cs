using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>What a lease table says at one moment.</summary>
internal sealed record LeaseReport
{
    public TableOwner? Owner { get; init; }

    public IReadOnlyList<LeaseLine> Leases { get; init; } = [];

    public IReadOnlyList<WorkerLine> Workers { get; init; } = [];
}

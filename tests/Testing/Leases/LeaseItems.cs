using System.Collections.Immutable;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.Testing.Leases;

/// <summary>One state of a whole lease table; immutable, so that a stale reader keeps what it saw.</summary>
internal sealed record LeaseItems
{
    public ImmutableSortedDictionary<ShardId, Lease> Leases { get; init; } = ImmutableSortedDictionary<ShardId, Lease>.Empty;

    public ImmutableSortedDictionary<string, WorkerItem> Workers { get; init; } = ImmutableSortedDictionary.Create<string, WorkerItem>(StringComparer.Ordinal);

    public TableOwner? Owner { get; init; }

    public LeaseItems With(Lease lease) => this with { Leases = Leases.SetItem(lease.ShardId, AsStored(lease)) };

    public LeaseItems With(WorkerItem worker) => this with { Workers = Workers.SetItem(worker.Name.Pod, worker) };

    public LeaseTableSnapshot ToSnapshot() => new([.. Leases.Values], [.. Workers.Values], Owner);

    // Copies what the caller could still change, as a real table would.
    private static Lease AsStored(Lease lease) => lease with
    {
        Parents = LeaseTransition.AsSet(lease.Parents),
        Children = LeaseTransition.AsSet(lease.Children),
        PendingState = lease.PendingState is { } state ? (ReadOnlyMemory<byte>?)state.ToArray() : null,
    };
}

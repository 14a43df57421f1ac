namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>Everything one scan of a lease table found; items of kinds we do not know are left out.</summary>
internal sealed record LeaseTableSnapshot(IReadOnlyList<Lease> Leases, IReadOnlyList<WorkerItem> Workers, TableOwner? Owner);

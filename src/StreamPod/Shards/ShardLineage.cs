using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Where a shard is among those that it continues: rows in the order of key, lineage and sequence number are in the order of the stream.</summary>
/// <remarks>
/// Its parents are finished and their leases are kept until the shard has prepared a group, and with that group its own lineage is written. So whoever
/// asks, before or after a crash, is told the same.
/// </remarks>
internal sealed class ShardLineage(ILeaseTable table, Retrier retrier, HeldLease lease)
{
    /// <summary>One more than the greatest of its parents; 0 for a shard without parents that have a lease.</summary>
    public async Task<int> FindAsync(CancellationToken cancellationToken)
    {
        if (lease.Current.Lineage is { } known)
        {
            return known;
        }

        var lineage = 0;
        foreach (var parent in lease.Current.Parents)
        {
            var found = await retrier.RunAsync(PodOperation.FindLease, parent.Value, token => table.FindAsync(parent, token), cancellationToken);
            lineage = found is null ? lineage : Math.Max(lineage, (found.Lineage ?? 0) + 1);
        }

        return lineage;
    }
}

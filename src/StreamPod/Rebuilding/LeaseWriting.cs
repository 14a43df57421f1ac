using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Writes the leases of a plan, each only while it is as it was seen, and compares the table with the plan afterwards.</summary>
internal sealed class LeaseWriting(ILeaseTable table)
{
    /// <exception cref="RebuildRefusedException">A lease is not as the plan says: somebody else wrote it.</exception>
    public async Task WriteAsync(RebuildPlan plan, CancellationToken cancellationToken)
    {
        foreach (var row in InOrder(plan.Rows.Where(row => row.Target is not null)))
        {
            // Whether a write took effect, whatever was answered, shows when all are compared.
            await (row.Seen is { } seen
                ? table.TryUpdateAsync(seen.ShardId, GuardOf(seen), row.Change, cancellationToken)
                : table.TryCreateAsync(row.Target!, cancellationToken)); // the filter saw it
        }

        await CompareAsync(plan, cancellationToken);
    }

    /// <summary>Parents before children, so that a rebuild that is cut short leaves no child without the leases of its parents.</summary>
    private static IEnumerable<RebuildRow> InOrder(IEnumerable<RebuildRow> rows)
    {
        var left = rows.ToDictionary(row => new ShardId(row.ShardId));
        while (left.Count > 0)
        {
            var ready = left.Where(pair => !pair.Value.Target!.Parents.Any(left.ContainsKey)).Select(pair => pair.Key).ToArray();
            foreach (var shardId in ready.Length > 0 ? ready : [.. left.Keys])
            {
                yield return left[shardId];
                left.Remove(shardId);
            }
        }
    }

    private static LeaseGuard GuardOf(Lease seen) => new()
    {
        Owner = Expected<string>.Is(seen.Owner),
        Counter = seen.Counter,
        Checkpoint = Expected<string>.Is(seen.Checkpoint.Text),
        PendingCheckpoint = Expected<string>.Is(seen.PendingCheckpoint?.Text),
        PendingState = Expected<byte[]>.Is(seen.PendingState?.ToArray()),
    };

    private async Task CompareAsync(RebuildPlan plan, CancellationToken cancellationToken)
    {
        var found = (await table.ScanAsync(consistent: true, cancellationToken)).Leases.ToDictionary(lease => lease.ShardId);
        var others = plan.Rows.Where(row => row.Target is { } target && !IsAsWritten(found.GetValueOrDefault(target.ShardId), target)).Select(row => row.ShardId).ToList();
        if (others.Count > 0)
        {
            throw new RebuildRefusedException(
                [.. others.Select(shard => $"The lease of {shard} was written by somebody else meanwhile. The table stays closed to pods: stop all of them, and rebuild it again.")]);
        }
    }

    private static bool IsAsWritten(Lease? found, Lease target) =>
        found is not null
        && found.Owner == target.Owner
        && found.Counter == target.Counter
        && found.Checkpoint == target.Checkpoint
        && found.PendingCheckpoint == target.PendingCheckpoint
        && found.PendingState.GetValueOrDefault().Span.SequenceEqual(target.PendingState.GetValueOrDefault().Span);
}

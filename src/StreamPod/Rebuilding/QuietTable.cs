using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>Makes sure that nobody works on a lease table: nothing in it moves for as long as a worker may be silent, and what was on its way to the bucket has landed.</summary>
internal sealed class QuietTable(TimeProvider clock, ILeaseTable table, TimeSpan workerTimeout)
{
    /// <summary>Requests of a pod that has ended are on the way no longer than this.</summary>
    private static readonly TimeSpan LongestLanding = TimeSpan.FromSeconds(30);

    /// <exception cref="RebuildRefusedException">A pod is alive.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var before = await table.ScanAsync(consistent: true, cancellationToken);
        await Task.Delay(workerTimeout > LongestLanding ? workerTimeout : LongestLanding, clock, cancellationToken);
        var after = await table.ScanAsync(consistent: true, cancellationToken);
        string[] alive = [.. Beating(before, after).Concat(Holding(before, after)).Distinct().Order(StringComparer.Ordinal)];
        if (alive.Length > 0)
        {
            throw new RebuildRefusedException([.. alive.Select(worker => $"Pod {worker} is alive and works on this table. Stop all pods first (spec.suspend: true, or scale the Deployment to 0), and wait until they are gone.")]);
        }
    }

    private static IEnumerable<string> Beating(LeaseTableSnapshot before, LeaseTableSnapshot after)
    {
        var known = before.Workers.ToDictionary(worker => worker.Name, worker => worker.Heartbeat);
        return after.Workers.Where(worker => !known.TryGetValue(worker.Name, out var heartbeat) || heartbeat != worker.Heartbeat).Select(worker => worker.Name.ToString());
    }

    /// <summary>Workers without heartbeats, such as those of the Kinesis Client Library, move the counters of their leases.</summary>
    private static IEnumerable<string> Holding(LeaseTableSnapshot before, LeaseTableSnapshot after)
    {
        var known = before.Leases.ToDictionary(lease => lease.ShardId, lease => lease.Counter);
        return after.Leases.Where(lease => lease.Owner is not null && (!known.TryGetValue(lease.ShardId, out var counter) || counter != lease.Counter)).Select(lease => lease.Owner!); // the filter saw it
    }
}

using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Takes a lease that is free or whose owner is gone; conditional on the owner and the counter that were seen.</summary>
internal sealed class LeaseTaker(PodContext pod)
{
    /// <returns>The lease as it is in the table now, or null when somebody else was faster.</returns>
    public async Task<Lease?> TryTakeAsync(Lease seen, CancellationToken cancellationToken)
    {
        var guard = new LeaseGuard { Owner = Expected<string>.Is(seen.Owner), Counter = seen.Counter };
        var change = new LeaseChange
        {
            Owner = Change<string>.To(pod.Worker.ToString()),
            CounterStep = 1,
            ResetsOwnerSwitches = false,
            HandoffTo = Change<string>.To(null),
            StreamArn = pod.Source.Stream.Arn,
        };
        pod.Observer.Attempted(PodOperation.TakeLease);
        try
        {
            if (!await pod.Table.TryUpdateAsync(seen.ShardId, guard, change, cancellationToken))
            {
                return null;
            }
        }
        catch (Exception exception) when (AwsFaults.IsPassing(exception, out var kind))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The take may have happened: the item tells.
            pod.Observer.WillRetry(PodOperation.TakeLease, seen.ShardId.Value, 1, kind, exception);
        }

        var found = await pod.Retrier.RunAsync(
            PodOperation.FindLease, seen.ShardId.Value, token => pod.Table.FindAsync(seen.ShardId, token), cancellationToken);
        return found is { } lease && lease.Owner == pod.Worker.ToString() && lease.Counter == seen.Counter + 1 ? lease : null;
    }
}

using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>Starts the shards that continue a finished one: their leases are made, and those whose parents are all finished are taken at once.</summary>
internal sealed class ChildLeases(PodContext pod)
{
    /// <returns>The children this worker owns now.</returns>
    public async Task<IReadOnlyList<ShardId>> StartAsync(IReadOnlyList<ShardListing> children, CancellationToken cancellationToken)
    {
        var started = new List<ShardId>();
        foreach (var child in children)
        {
            var isReady = await AreParentsFinishedAsync(child, cancellationToken);
            if (await CreateOrTakeAsync(child, isReady, cancellationToken))
            {
                started.Add(child.ShardId);
            }
        }

        return started;
    }

    private async Task<bool> AreParentsFinishedAsync(ShardListing child, CancellationToken cancellationToken)
    {
        foreach (var parent in child.Parents)
        {
            var lease = await FindAsync(parent, cancellationToken);
            if (lease is not { Checkpoint.IsShardEnd: true })
            {
                // A parent without a lease may be one that nobody has listed yet: the shard sync decides, not this worker.
                return false;
            }
        }

        return true;
    }

    private async Task<bool> CreateOrTakeAsync(ShardListing child, bool isReady, CancellationToken cancellationToken)
    {
        var lease = LeaseOf(child) with
        {
            Owner = isReady ? pod.Worker.ToString() : null,
            Counter = isReady ? 1 : 0,
        };
        var isCreated = await pod.Retrier.RunAsync(
            PodOperation.CreateLease, child.ShardId.Value, token => pod.Table.TryCreateAsync(lease, token), cancellationToken);
        if (isCreated)
        {
            return isReady;
        }

        var found = await FindAsync(child.ShardId, cancellationToken);
        if (found is null || !isReady)
        {
            return false;
        }

        return found.Owner is null
            ? !found.Checkpoint.IsShardEnd && await new LeaseTaker(pod).TryTakeAsync(found, cancellationToken) is not null
            : found.Owner == lease.Owner;
    }

    private Lease LeaseOf(ShardListing child) => new()
    {
        ShardId = child.ShardId,
        Checkpoint = Checkpoint.TrimHorizon,
        Parents = child.Parents,
        StreamArn = pod.Source.Stream.Arn,
        PromisedSince = pod.Clock.GetUtcNow(),
    };

    private Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) =>
        pod.Retrier.RunAsync(PodOperation.FindLease, shardId.Value, token => pod.Table.FindAsync(shardId, token), cancellationToken);
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Memory;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.StreamPod.Shards.Recovery;

namespace KeyspacesStreamer.StreamPod.Fleet;

/// <summary>Compares the stream's listing with the lease table: makes leases that are missing, learns which parents are gone, drops leases nobody needs.</summary>
internal sealed class ShardSync(PodContext pod)
{
    private readonly Gate _creations = new(16);
    private readonly HashSet<ShardId> _gone = [];

    /// <summary>Parents that a listing has shown to be no longer part of the stream; shards never come back.</summary>
    public IReadOnlySet<ShardId> Gone => _gone;

    /// <summary>One full pass.</summary>
    /// <returns>Leases made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The table first: whatever it names existed before the listing, so a parent the listing lacks is gone for good.
        var table = await pod.Retrier.RunAsync(PodOperation.ScanLeases, pod.Settings.Checkpoint.Table, token => pod.Table.ScanAsync(true, token), cancellationToken);
        var shards = await pod.Retrier.RunAsync(PodOperation.ListShards, pod.Source.Stream.Arn, pod.Source.ListShardsAsync, cancellationToken);
        var listed = shards.Select(shard => shard.ShardId).ToHashSet();
        LearnGone(table.Leases, shards, listed, table.Leases.ToDictionary(lease => lease.ShardId));
        if (pod.Settings.Source.StartFrom == StartFrom.Latest && table.Owner is not { IsSeeded: true })
        {
            // Another pod may have filled the table, and read on, while the listing was under way.
            table = await pod.Retrier.RunAsync(PodOperation.ScanLeases, pod.Settings.Checkpoint.Table, token => pod.Table.ScanAsync(true, token), cancellationToken);
        }

        var leased = table.Leases.ToDictionary(lease => lease.ShardId);

        var isSeeded = table.Owner is { IsSeeded: true };
        // A first filling that a crash cut short goes on from the moment it began.
        var began = table.Leases.Min(lease => lease.LatestSince) ?? pod.Clock.GetUtcNow();
        var made = 0;
        foreach (var wave in InWaves(shards.Where(shard => !leased.ContainsKey(shard.ShardId))))
        {
            var created = await Task.WhenAll(wave.Select(shard => CreateAsync(NewLease(shard, isSeeded, began, listed, leased), cancellationToken)));
            made += created.Count(isNew => isNew);
        }

        if (table.Owner is { IsSeeded: false } owner)
        {
            await pod.Retrier.RunAsync(
                PodOperation.MarkSeeded, pod.Settings.Checkpoint.Table, token => pod.Table.TryWriteOwnerAsync(owner, owner with { IsSeeded = true }, token), cancellationToken);
        }

        await CompleteParentsAsync(shards, leased, cancellationToken);
        await DropFinishedAsync(shards, listed, leased, cancellationToken);
        return made;
    }

    private void LearnGone(
        IReadOnlyList<Lease> leases, IReadOnlyList<ShardListing> shards, HashSet<ShardId> listed, Dictionary<ShardId, Lease> leased)
    {
        var parents = leases.SelectMany(lease => lease.Parents).Concat(shards.SelectMany(shard => shard.Parents));
        _gone.UnionWith(parents.Where(parent => !listed.Contains(parent) && !leased.ContainsKey(parent)));
    }

    private Task<bool> CreateAsync(Lease lease, CancellationToken cancellationToken) => _creations.RunAsync(
        open => pod.Retrier.RunAsync(PodOperation.CreateLease, lease.ShardId.Value, token => pod.Table.TryCreateAsync(lease, token), open), cancellationToken);

    /// <summary>Parents before children, so that a crash half-way never leaves a child looking like a shard without parents' leases.</summary>
    private static IEnumerable<ShardListing[]> InWaves(IEnumerable<ShardListing> missing)
    {
        var left = missing.ToDictionary(shard => shard.ShardId);
        while (left.Count > 0)
        {
            var ready = left.Values.Where(shard => !shard.Parents.Any(left.ContainsKey)).OrderBy(shard => shard.ShardId).ToArray();
            ready = ready.Length > 0 ? ready : [.. left.Values];
            foreach (var shard in ready)
            {
                left.Remove(shard.ShardId);
            }

            yield return ready;
        }
    }

    /// <summary>Once the table was filled, a parent that is neither listed nor leased has come and gone since: nobody has read it.</summary>
    private Lease NewLease(ShardListing shard, bool isSeeded, DateTimeOffset began, HashSet<ShardId> listed, Dictionary<ShardId, Lease> leased)
    {
        // Only what is there when the table is first filled begins at LATEST; whatever appears later continues something that is read.
        var isLatest = pod.Settings.Source.StartFrom == StartFrom.Latest && !isSeeded && !shard.Parents.Any(parent => leased.TryGetValue(parent, out var known) && !WasPassedOver(known));
        return new Lease
        {
            ShardId = shard.ShardId,
            Checkpoint = !isLatest ? Checkpoint.TrimHorizon : shard.IsClosed ? Checkpoint.ShardEnd : Checkpoint.Latest,
            Parents = shard.Parents,
            StreamArn = pod.Source.Stream.Arn,
            LatestSince = isLatest && !shard.IsClosed ? began : null,
            PromisedSince = isSeeded && shard.Parents.Any(parent => !listed.Contains(parent) && !leased.ContainsKey(parent)) ? RetentionCheck.BeforeEverything : pod.Clock.GetUtcNow(),
        };
    }

    /// <summary>Whether the shard had ended before the stream's beginning, so that its lease was made finished.</summary>
    private static bool WasPassedOver(Lease lease) => lease is { Checkpoint.IsShardEnd: true, Counter: 0, LastCommitAt: null };

    /// <summary>Other readers of the table remember one parent of a merged shard; all of them must end before it is read.</summary>
    private async Task CompleteParentsAsync(IReadOnlyList<ShardListing> shards, Dictionary<ShardId, Lease> leased, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            if (leased.TryGetValue(shard.ShardId, out var lease) && !lease.Checkpoint.IsShardEnd && shard.Parents.Except(lease.Parents).Any())
            {
                var guard = new LeaseGuard { Counter = lease.Counter };
                var change = new LeaseChange { Parents = [.. shard.Parents.Union(lease.Parents)] };
                await pod.Retrier.RunAsync(
                    PodOperation.CompleteParents, shard.ShardId.Value, token => pod.Table.TryUpdateAsync(shard.ShardId, guard, change, token), cancellationToken);
            }
        }
    }

    private async Task DropFinishedAsync(
        IReadOnlyList<ShardListing> shards, HashSet<ShardId> listed, Dictionary<ShardId, Lease> leased, CancellationToken cancellationToken)
    {
        foreach (var lease in leased.Values.Where(lease => !listed.Contains(lease.ShardId) && IsNoLongerNeeded(lease, shards, listed, leased)))
        {
            await pod.Retrier.RunAsync(PodOperation.DeleteLease, lease.ShardId.Value, token => pod.Table.TryDeleteAsync(lease, token), cancellationToken);
        }
    }

    /// <summary>A finished lease is kept while a child may still ask when it ended, and long enough that no odd listing brings its shard back.</summary>
    private bool IsNoLongerNeeded(Lease lease, IReadOnlyList<ShardListing> shards, HashSet<ShardId> listed, Dictionary<ShardId, Lease> leased) =>
        lease is { Checkpoint.IsShardEnd: true, Owner: null, LastCommitAt: { } finished }
        && pod.Clock.GetUtcNow() - finished > 2 * StreamRetention.Period
        && leased.Values.Where(other => other.Parents.Contains(lease.ShardId)).All(successor => !successor.Checkpoint.IsTrimHorizon)
        && lease.Children.All(child => leased.ContainsKey(child) || !listed.Contains(child))
        && shards.Where(shard => shard.Parents.Contains(lease.ShardId)).All(shard => leased.ContainsKey(shard.ShardId));
}

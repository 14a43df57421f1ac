using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>What stream, table and bucket say of all shards, put side by side.</summary>
internal sealed record RebuildFindings
{
    public required IReadOnlyDictionary<ShardId, ShardFinding> Shards { get; init; }

    /// <summary>What is wrong with the chains.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>Chains of other streams under the same prefix, by label: they are told apart by their metadata and left alone.</summary>
    public required IReadOnlyList<string> OtherLabels { get; init; }

    /// <param name="stream">The stream that the settings mean.</param>
    /// <param name="listing">Its shards.</param>
    /// <param name="table">The lease table as it stands.</param>
    /// <param name="verifier">Has taken in all objects.</param>
    /// <param name="acceptsStarts">Whether chains may begin after any number.</param>
    public static RebuildFindings Of(
        TableStream stream, IReadOnlyList<ShardListing> listing, LeaseTableSnapshot table, ChainVerifier verifier, bool acceptsStarts)
    {
        var violations = verifier.Violations.ToList();
        var leases = table.Leases.Where(lease => lease.StreamArn is null || lease.StreamArn == stream.Arn).ToDictionary(lease => lease.ShardId);
        var chains = verifier.Chains.Where(chain => chain.StreamLabel == stream.Label).OrderBy(chain => chain.ShardId).ToDictionary(
            chain => chain.ShardId,
            chain => chain.EndOf(leases.GetValueOrDefault(chain.ShardId) is { ChainTail: null } taken ? taken.Checkpoint.Number : null, acceptsStarts, violations));
        var listed = listing.ToDictionary(shard => shard.ShardId);
        var heirs = ReadHeirs(listed, leases, chains);
        var shards = listed.Keys.Union(leases.Keys).Union(chains.Keys).Order().Select(shardId => new ShardFinding
        {
            ShardId = shardId,
            Listing = listed.GetValueOrDefault(shardId),
            Lease = leases.GetValueOrDefault(shardId),
            Chain = chains.GetValueOrDefault(shardId),
            ReadHeir = heirs.TryGetValue(shardId, out var heir) ? heir : null,
        });
        return new RebuildFindings
        {
            Shards = shards.ToDictionary(shard => shard.ShardId),
            Violations = violations,
            OtherLabels = [.. verifier.Chains.Select(chain => chain.StreamLabel).Where(label => label != stream.Label).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>All ancestors of shards that were read, each with one of them.</summary>
    private static Dictionary<ShardId, ShardId> ReadHeirs(
        Dictionary<ShardId, ShardListing> listed, Dictionary<ShardId, Lease> leases, Dictionary<ShardId, ChainEnd> chains)
    {
        var heirs = new Dictionary<ShardId, ShardId>();
        var read = chains.Keys.Concat(leases.Values.Where(HasAdvanced).Select(lease => lease.ShardId));
        var left = new Queue<(ShardId Shard, ShardId Heir)>(read.Select(shard => (shard, shard)));
        while (left.TryDequeue(out var next))
        {
            var parents = (listed.GetValueOrDefault(next.Shard)?.Parents ?? []).Union(leases.GetValueOrDefault(next.Shard)?.Parents ?? []);
            foreach (var parent in parents.Where(parent => heirs.TryAdd(parent, next.Heir)))
            {
                left.Enqueue((parent, next.Heir));
            }
        }

        return heirs;
    }

    // A lease that was made finished, because its shard had ended before the stream's beginning, was never read.
    private static bool HasAdvanced(Lease lease) => lease.Checkpoint.Number is not null || lease.PendingCheckpoint is not null || lease is { Checkpoint.IsShardEnd: true, LastCommitAt: not null };
}

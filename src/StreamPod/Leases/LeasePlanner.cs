using System.Collections.Concurrent;
using KeyspacesStreamer.StreamPod.Records;

namespace KeyspacesStreamer.StreamPod.Leases;

/// <summary>
/// Decides which leases a worker takes, gives and asks for. Every worker aims at its even share of the shards that may be read now:
/// those not finished whose parents are all finished, or gone from the stream without a lease.
/// </summary>
internal sealed class LeasePlanner(WorkerName me, WorkerLiveness liveness, TimeSpan workerTimeout, TimeSpan handoffTimeout, Random random)
{
    // Requests are made several at once.
    private readonly ConcurrentDictionary<ShardId, long> _asked = new();

    /// <summary>Remembers when a request was made, to withdraw it if nobody answers.</summary>
    public void RecordRequest(ShardId shardId, long timestamp) => _asked[shardId] = timestamp;

    /// <param name="snapshot">One scan of the table; <see cref="WorkerLiveness.Observe"/> has seen it.</param>
    /// <param name="held">Shards this worker works on, with the counter it holds them under.</param>
    /// <param name="gone">Shards a listing has shown to be no longer part of the stream.</param>
    public LeasePlan Plan(LeaseTableSnapshot snapshot, IReadOnlyDictionary<ShardId, long> held, IReadOnlySet<ShardId> gone)
    {
        RememberRequests(snapshot);
        var byId = snapshot.Leases.ToDictionary(lease => lease.ShardId);
        var unknown = new HashSet<ShardId>();
        var eligible = snapshot.Leases.Where(lease => IsEligible(lease, byId, gone, unknown)).ToArray();
        var live = LiveWorkers(snapshot);
        var mine = eligible.Count(IsMine);
        var free = eligible.Where(lease => !IsMine(lease) && (lease.Owner is null || liveness.IsOwnerGone(lease))).ToArray();
        random.Shuffle(free);
        var share = (int)Math.Ceiling(eligible.Length / (double)live.Count);
        var take = free
            .Where((lease, position) => position < share - mine || liveness.UnchangedFor(lease.ShardId) >= workerTimeout * 2)
            .ToArray();
        return new LeasePlan
        {
            Adopt = [.. snapshot.Leases.Where(lease => IsMine(lease) && !lease.Checkpoint.IsShardEnd && !held.ContainsKey(lease.ShardId))],
            Take = take,
            Lost = [.. held.Where(pair => IsLost(pair, byId)).Select(pair => pair.Key)],
            GiveAway = [.. snapshot.Leases.Where(lease => IsMine(lease) && IsAskedByLiveWorker(lease))],
            AskFor = free.Length > take.Length ? [] : AskFor(eligible, live, mine + take.Length),
            Withdraw = [.. snapshot.Leases.Where(IsStaleRequest)],
            Remove = [.. snapshot.Workers.Where(worker => !liveness.IsLive(worker.Name) && !snapshot.Leases.Any(lease => lease.Owner == worker.Name.ToString()))],
            UnknownParents = [.. unknown],
        };
    }

    private void RememberRequests(LeaseTableSnapshot snapshot)
    {
        var standing = snapshot.Leases.Where(lease => lease.HandoffTo == me.ToString()).Select(lease => lease.ShardId).ToHashSet();
        foreach (var answered in _asked.Keys.Where(shardId => !standing.Contains(shardId)).ToArray())
        {
            _asked.TryRemove(answered, out _);
        }

        foreach (var shardId in standing)
        {
            // A request whose answer was lost is in the table all the same.
            _asked.TryAdd(shardId, liveness.Now);
        }
    }

    private static bool IsEligible(
        Lease lease, Dictionary<ShardId, Lease> byId, IReadOnlySet<ShardId> gone, HashSet<ShardId> unknown)
    {
        if (lease.Checkpoint.IsShardEnd)
        {
            return false;
        }

        var isEligible = true;
        foreach (var parent in lease.Parents)
        {
            if (byId.TryGetValue(parent, out var known))
            {
                isEligible &= known.Checkpoint.IsShardEnd;
            }
            else if (!gone.Contains(parent))
            {
                unknown.Add(parent);
                isEligible = false;
            }
        }

        return isEligible;
    }

    private List<WorkerName> LiveWorkers(LeaseTableSnapshot snapshot)
    {
        var live = snapshot.Workers.Select(worker => worker.Name).Where(liveness.IsLive).ToList();
        if (!live.Contains(me))
        {
            live.Add(me);
        }

        return live;
    }

    private bool IsMine(Lease lease) => lease.Owner == me.ToString();

    private static bool IsLost(KeyValuePair<ShardId, long> pair, Dictionary<ShardId, Lease> byId) =>
        // Counters only grow, so an eventually consistent scan can be late but never wrong about a higher one. A lease that went to another worker
        // and came back is lost to the run that held it before, too: it is adopted again, by what is in the table now.
        // A finished one is about to end by itself, and to start its children.
        byId.TryGetValue(pair.Key, out var lease) && lease.Counter > pair.Value && !lease.Checkpoint.IsShardEnd;

    private bool IsAskedByLiveWorker(Lease lease) =>
        lease.HandoffTo is { } asker && WorkerName.Parse(asker) is var name && name != me && liveness.IsLive(name);

    private bool IsStaleRequest(Lease lease)
    {
        if (lease.HandoffTo is not { } asker)
        {
            return false;
        }

        var name = WorkerName.Parse(asker);
        return name == me ? _asked.TryGetValue(lease.ShardId, out var since) && liveness.Elapsed(since) >= handoffTimeout
            : IsMine(lease) && !liveness.IsLive(name);
    }

    private Lease[] AskFor(Lease[] eligible, List<WorkerName> live, int expected)
    {
        var fair = eligible.Length / live.Count;
        var share = (int)Math.Ceiling(eligible.Length / (double)live.Count);
        var outstanding = eligible.Count(lease => lease.HandoffTo == me.ToString());
        // Whoever is over its rounded-up share gives to whoever is below theirs; then one each from those at it, up to the rounded-down share.
        var candidates = new List<Lease>();
        foreach (var worker in live.Where(worker => worker != me))
        {
            // All askers look at the same leases first: the table lets only one of them have each, so nobody is asked for too much.
            var theirs = eligible.Where(lease => lease.Owner == worker.ToString()).OrderBy(lease => lease.ShardId).ToArray();
            var promised = theirs.Count(lease => lease.HandoffTo is not null);
            candidates.AddRange(theirs.Where(lease => lease.HandoffTo is null).Take(theirs.Length - promised - share));
        }

        if (candidates.Count > 0)
        {
            return [.. candidates.Take(share - expected - outstanding)];
        }

        return
        [
            .. live.Where(worker => worker != me)
                .Select(worker => eligible.Where(lease => lease.Owner == worker.ToString()).ToArray())
                .Where(theirs => theirs.Length > fair && theirs.All(lease => lease.HandoffTo is null))
                .Select(theirs => theirs[0])
                .Take(fair - expected - outstanding),
        ];
    }
}

namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Shards that continue others.</content>
internal static partial class PlantedFaults
{
    private const string ChildLeases = "Shards/ChildLeases.cs";
    private const string ShardSync = "Fleet/ShardSync.cs";

    private static PlantedFault[] Lineage =>
    [
        new()
        {
            Name = "one-finished-parent-is-enough",
            What = "A shard is read when one of its parents is finished.",
            File = LeasePlanner,
            Find = "isEligible &= known.Checkpoint.IsShardEnd;",
            Replace = """
                isEligible &= known.Checkpoint.IsShardEnd
                    || (Planted.Is("one-finished-parent-is-enough") && lease.Parents.Any(other => byId.TryGetValue(other, out var its) && its.Checkpoint.IsShardEnd));
                """,
        },
        new()
        {
            Name = "parents-not-looked-at",
            What = "A shard is read whatever became of its parents.",
            File = LeasePlanner,
            Find = "var isEligible = true;",
            Replace = """
                if (Planted.Is("parents-not-looked-at"))
                {
                    return true;
                }

                var isEligible = true;
                """,
        },
        new()
        {
            Name = "unknown-parent-taken-for-gone",
            What = "A parent without a lease counts as gone from the stream before a listing says so.",
            File = LeasePlanner,
            Find = "else if (!gone.Contains(parent))",
            Replace = """else if (!Planted.Is("unknown-parent-taken-for-gone") && !gone.Contains(parent))""",
        },
        new()
        {
            Name = "child-started-before-its-other-parent-ends",
            What = "A finished shard's worker begins with its children although another parent of theirs is not finished.",
            File = ChildLeases,
            Find = "if (lease is not { Checkpoint.IsShardEnd: true })",
            Replace = """if (lease is not { Checkpoint.IsShardEnd: true } && !Planted.Is("child-started-before-its-other-parent-ends"))""",
        },
        new()
        {
            Name = "children-never-made",
            What = "Neither the worker of a finished shard nor the listing makes leases for its children.",
            File = ChildLeases,
            Find = "var started = new List<ShardId>();",
            Replace = """
                if (Planted.Is("children-never-made"))
                {
                    return [];
                }

                var started = new List<ShardId>();
                """,
            Also = new(ShardSync, "shards.Where(shard => !leased.ContainsKey(shard.ShardId))", """shards.Where(shard => !leased.ContainsKey(shard.ShardId) && !(Planted.Is("children-never-made") && shard.Parents.Count > 0))"""),
        },
        new()
        {
            Name = "children-left-to-their-parents-worker",
            What = "Listings make no leases for shards that continue others.",
            File = ShardSync,
            Find = "var isSeeded = table.Owner is { IsSeeded: true };",
            Replace = """
                if (Planted.Is("children-left-to-their-parents-worker"))
                {
                    shards = [.. shards.Where(shard => shard.Parents.Count == 0)];
                }

                var isSeeded = table.Owner is { IsSeeded: true };
                """,
        },
        new()
        {
            Name = "one-listing-only",
            What = "The stream's shards are listed once, when a pod starts.",
            File = "Fleet/SyncSchedule.cs",
            Find = "(_isDue, _syncedAt, _pause) = (false, pod.Clock.GetTimestamp(), pod.Jittered(pod.Settings.Pod.ShardSyncInterval));",
            Replace = """(_isDue, _syncedAt, _pause) = (false, pod.Clock.GetTimestamp(), Planted.Is("one-listing-only") ? TimeSpan.MaxValue : pod.Jittered(pod.Settings.Pod.ShardSyncInterval));""",
            Also = new("Fleet/SyncSchedule.cs", "public void MarkDue() => _isDue = true;", """public void MarkDue() => _isDue |= !Planted.Is("one-listing-only");"""),
        },
        new()
        {
            Name = "children-begin-at-latest",
            What = "A shard that appears after the stream's beginning begins at LATEST too.",
            File = ShardSync,
            Find = "&& !isSeeded && !shard.Parents.Any(",
            Replace = """&& (!isSeeded || Planted.Is("children-begin-at-latest")) && !shard.Parents.Any(""",
        },
        new()
        {
            Name = "finished-leases-dropped-at-once",
            What = "The lease of a finished shard is dropped although the stream still lists the shard.",
            File = ShardSync,
            Find = "!listed.Contains(lease.ShardId) && IsNoLongerNeeded(lease, shards, listed, leased)",
            Replace = """(Planted.Is("finished-leases-dropped-at-once") ? lease.Checkpoint.IsShardEnd && lease.Owner is null : !listed.Contains(lease.ShardId) && IsNoLongerNeeded(lease, shards, listed, leased))""",
        },
        new()
        {
            Name = "merged-shard-has-one-parent",
            What = "The lease of a merged shard names one of its parents only.",
            File = ChildLeases,
            Find = "Parents = child.Parents,",
            Replace = """Parents = Planted.Is("merged-shard-has-one-parent") ? [.. child.Parents.Take(1)] : child.Parents,""",
        },
    ];
}

namespace KeyspacesStreamer.Simulation.Planting;

/// <content>A lease table that is rebuilt from the bucket.</content>
internal static partial class PlantedFaults
{
    private const string RebuildPlanner = "Rebuilding/RebuildPlanner.cs";

    private static PlantedFault[] Rebuilds =>
    [
        new()
        {
            Name = "rebuilt-beyond-the-chain",
            What = "A rebuilt checkpoint is the end of a group that was begun and lacks parts.",
            File = RebuildPlanner,
            Find = "shard.Begun?.Previous ?? (",
            Replace = """(Planted.Is("rebuilt-beyond-the-chain") && shard.Begun is { } lacking ? Checkpoint.At(lacking.Last) : shard.Begun?.Previous) ?? (""",
            IsOfRebuild = true,
        },
        new()
        {
            Name = "begun-group-not-prepared-again",
            What = "A group that was begun is not prepared in the rebuilt table.",
            File = RebuildPlanner,
            Find = "var pending = shard.Begun is { } begun ? PendingOf(shard, begun) : null;",
            Replace = """var pending = shard.Begun is { } begun && !Planted.Is("begun-group-not-prepared-again") ? PendingOf(shard, begun) : null;""",
            IsOfRebuild = true,
        },
        new()
        {
            Name = "closed-shard-rebuilt-as-finished",
            What = "A shard that the stream lists as closed counts as finished, whoever read it.",
            File = "Rebuilding/ShardFinding.cs",
            Find = "ReadHeir is not null || Lease is { Checkpoint.IsShardEnd: true };",
            Replace = """ReadHeir is not null || Lease is { Checkpoint.IsShardEnd: true } || (Planted.Is("closed-shard-rebuilt-as-finished") && Listing is { IsClosed: true });""",
            IsOfRebuild = true,
        },
        new()
        {
            Name = "rebuilt-while-writes-land",
            What = "A rebuild looks at the bucket at once, while what killed pods had sent is still on its way.",
            File = "Rebuilding/QuietTable.cs",
            Find = "var before = await table.ScanAsync(consistent: true, cancellationToken);",
            Replace = """
                if (Planted.Is("rebuilt-while-writes-land"))
                {
                    return;
                }

                var before = await table.ScanAsync(consistent: true, cancellationToken);
                """,
            IsOfRebuild = true,
        },
        new()
        {
            Name = "planted-object-taken-for-evidence",
            What = "A rebuild believes what an object says of itself whatever bytes it holds.",
            File = "Verification/ChainVerifier.cs",
            Find = "if (stored.BearsItsDigest)",
            Replace = """if (stored.BearsItsDigest || Planted.Is("planted-object-taken-for-evidence"))""",
            IsOfRebuild = true,
        },
    ];
}

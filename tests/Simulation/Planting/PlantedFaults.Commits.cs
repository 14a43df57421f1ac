namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Promises and checkpoints.</content>
internal static partial class PlantedFaults
{
    private const string GroupWriter = "Checkpoints/GroupWriter.cs";

    private static PlantedFault[] Commits =>
    [
        new()
        {
            Name = "commit-before-put",
            What = "A group is committed when it is prepared, before its objects are put.",
            File = GroupWriter,
            Find = "var outcome = await sink.StoreAsync(group, pending, previous, cancellationToken);",
            Replace = """
                if (Planted.Is("commit-before-put"))
                {
                    await lease.WriteAsync(PodOperation.Commit, new StoredGroup(group.Last, group.End, group.Records, group.Objects.Count).Commit(clock.GetUtcNow()), cancellationToken);
                }

                var outcome = await sink.StoreAsync(group, pending, previous, cancellationToken);
                """,
        },
        new()
        {
            Name = "no-prepare",
            What = "A group is put without a pending group in the lease.",
            File = GroupWriter,
            Find = "await PrepareAsync(pending, cancellationToken);",
            Replace = """
                if (!Planted.Is("no-prepare"))
                {
                    await PrepareAsync(pending, cancellationToken);
                }
                """,
        },
        new()
        {
            Name = "pending-without-state",
            What = "A pending group names the end of its range only, not how it is cut.",
            File = GroupWriter,
            Find = "PendingState = Change<byte[]>.To(pending.ToBytes()),",
            Replace = """PendingState = Planted.Is("pending-without-state") ? default : Change<byte[]>.To(pending.ToBytes()),""",
        },
        new()
        {
            Name = "pending-left-after-commit",
            What = "A commit moves the checkpoint and leaves the pending group standing.",
            File = "Checkpoints/StoredGroup.cs",
            Find = "PendingCheckpoint = Change<string>.To(null),",
            Replace = """PendingCheckpoint = Planted.Is("pending-left-after-commit") ? default : Change<string>.To(null),""",
            Also = new("Checkpoints/StoredGroup.cs", "PendingState = Change<byte[]>.To(null),", """PendingState = Planted.Is("pending-left-after-commit") ? default : Change<byte[]>.To(null),"""),
        },
    ];
}

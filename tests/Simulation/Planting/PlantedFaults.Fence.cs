namespace KeyspacesStreamer.Simulation.Planting;

/// <content>The condition of an owner's writes to its lease.</content>
internal static partial class PlantedFaults
{
    private const string HeldLease = "Leases/HeldLease.cs";

    private static PlantedFault[] Fence =>
    [
        new()
        {
            Name = "fence-without-owner-and-counter",
            What = "An owner's write demands the checkpoint and the pending group it knows, but neither owner nor counter.",
            File = HeldLease,
            Find = "private static LeaseGuard GuardOf(Lease lease) => new()",
            Replace = """
                private static LeaseGuard GuardOf(Lease lease) =>
                    Planted.Is("fence-without-owner-and-counter") ? WholeGuardOf(lease) with { Owner = default, Counter = null } : WholeGuardOf(lease);

                private static LeaseGuard WholeGuardOf(Lease lease) => new()
                """,
        },
        new()
        {
            Name = "fence-without-checkpoint-and-pending",
            What = "An owner's write does not demand that checkpoint and pending group are as it knows them.",
            File = HeldLease,
            Find = """
                Checkpoint = Expected<string>.Is(lease.Checkpoint.Text),
                        PendingCheckpoint = Expected<string>.Is(lease.PendingCheckpoint?.Text),
                        PendingState = Expected<byte[]>.Is(lease.PendingState?.ToArray()),
                """,
            Replace = """
                Checkpoint = Planted.Is("fence-without-checkpoint-and-pending") ? default : Expected<string>.Is(lease.Checkpoint.Text),
                PendingCheckpoint = Planted.Is("fence-without-checkpoint-and-pending") ? default : Expected<string>.Is(lease.PendingCheckpoint?.Text),
                PendingState = Planted.Is("fence-without-checkpoint-and-pending") ? default : Expected<byte[]>.Is(lease.PendingState?.ToArray()),
                """,
        },
        new()
        {
            Name = "no-fence",
            What = "An owner writes to its lease unconditionally.",
            File = HeldLease,
            Find = "GuardOf(before)",
            Replace = """Planted.Is("no-fence") ? default : GuardOf(before)""",
        },
        new()
        {
            Name = "ambiguous-write-taken-for-done",
            What = "A write to the lease that was not answered counts as done.",
            File = HeldLease,
            Find = "observer.WillRetry(operation, before.ShardId.Value, ++failures, kind, exception);",
            Replace = """
                if (Planted.Is("ambiguous-write-taken-for-done"))
                {
                    Current = after;
                    return;
                }

                observer.WillRetry(operation, before.ShardId.Value, ++failures, kind, exception);
                """,
        },
        new()
        {
            Name = "refused-write-taken-for-done",
            What = "A write to the lease whose condition did not hold counts as done.",
            File = HeldLease,
            Find = "ThrowUnlessStillOurs(found, before);",
            Replace = """
                if (Planted.Is("refused-write-taken-for-done"))
                {
                    Current = after;
                    return;
                }

                ThrowUnlessStillOurs(found, before);
                """,
        },
    ];
}

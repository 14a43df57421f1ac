namespace KeyspacesStreamer.Simulation.Planting;

/// <content>How leases change hands.</content>
internal static partial class PlantedFaults
{
    private const string LeaseTaker = "Shards/LeaseTaker.cs";
    private const string ShardWorker = "Shards/ShardWorker.cs";
    private const string LeaseRequests = "Fleet/LeaseRequests.cs";
    private const string LeasePlanner = "Leases/LeasePlanner.cs";

    private static PlantedFault[] Owners =>
    [
        new()
        {
            Name = "take-without-counter",
            What = "Taking a lease leaves its counter as it was.",
            File = LeaseTaker,
            Find = "CounterStep = 1,",
            Replace = """CounterStep = Planted.Is("take-without-counter") ? 0 : 1,""",
        },
        new()
        {
            Name = "handoff-without-counter",
            What = "Giving a lease to another worker leaves its counter as it was.",
            File = ShardWorker,
            Find = "CounterStep = successor is null ? 0 : 1,",
            Replace = """CounterStep = successor is null || Planted.Is("handoff-without-counter") ? 0 : 1,""",
        },
        new()
        {
            Name = "farewell-frees-nothing",
            What = "A pod that exits leaves its name on leases it did not give away.",
            File = LeaseRequests,
            Find = "await EachAsync([.. table.Leases.Where(lease => lease.Owner == pod.Worker.ToString())], FreeAsync, cancellationToken);",
            Replace = """
                if (!Planted.Is("farewell-frees-nothing"))
                {
                    await EachAsync([.. table.Leases.Where(lease => lease.Owner == pod.Worker.ToString())], FreeAsync, cancellationToken);
                }

                """,
        },
        new()
        {
            Name = "gone-heirs-keep-what-they-were-given",
            What = "A lease given to a pod that has just left is not freed again.",
            File = LeaseRequests,
            Find = "if (successors.Count > 0)",
            Replace = """if (successors.Count > 0 && !Planted.Is("gone-heirs-keep-what-they-were-given"))""",
        },
        new()
        {
            Name = "given-leases-not-taken-up",
            What = "A worker does not begin with leases that carry its name.",
            File = LeasePlanner,
            Find = "Adopt = [.. snapshot.Leases.Where(lease => IsMine(lease)",
            Replace = """Adopt = [.. snapshot.Leases.Where(lease => !Planted.Is("given-leases-not-taken-up") && IsMine(lease)""",
        },
    ];
}

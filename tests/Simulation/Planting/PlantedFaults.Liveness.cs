namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Who is taken for alive.</content>
internal static partial class PlantedFaults
{
    private const string WorkerLiveness = "Leases/WorkerLiveness.cs";

    private static PlantedFault[] Liveness =>
    [
        new()
        {
            Name = "dead-never-seen",
            What = "A worker whose heartbeat stands still counts as the owner of its leases for ever.",
            File = WorkerLiveness,
            Find = "clock.GetElapsedTime(seen.Since) >= timeout;",
            Replace = """(!Planted.Is("dead-never-seen") && clock.GetElapsedTime(seen.Since) >= timeout);""",
        },
        new()
        {
            Name = "live-seen-as-dead",
            What = "Leases of live workers count as free at once.",
            File = WorkerLiveness,
            Find = "return seen.Value.Incarnation != owner.Incarnation",
            Replace = """return Planted.Is("live-seen-as-dead") || seen.Value.Incarnation != owner.Incarnation""",
        },
        new()
        {
            Name = "earlier-start-taken-for-live",
            What = "Leases of an earlier start of the same pod wait for the time-out of a heartbeat that goes on.",
            File = WorkerLiveness,
            Find = "if (owner.Pod == me.Pod && owner.Incarnation.Length > 0)",
            Replace = """
                if (owner.Pod == me.Pod && Planted.Is("earlier-start-taken-for-live"))
                {
                    return false;
                }

                if (owner.Pod == me.Pod && owner.Incarnation.Length > 0)
                """,
        },
    ];
}

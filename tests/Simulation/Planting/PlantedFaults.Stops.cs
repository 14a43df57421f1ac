namespace KeyspacesStreamer.Simulation.Planting;

/// <content>Pods that are told to stop.</content>
internal static partial class PlantedFaults
{
    private const string ShardFleet = "Fleet/ShardFleet.cs";

    private static PlantedFault[] Stops =>
    [
        new()
        {
            Name = "drain-without-waiting",
            What = "A pod that is told to stop does not wait for its shards.",
            File = ShardFleet,
            Find = "await all.WaitAsync(cancellationToken).ConfigureAwait(Quietly);",
            Replace = """
                if (!Planted.Is("drain-without-waiting"))
                {
                    await all.WaitAsync(cancellationToken).ConfigureAwait(Quietly);
                }

                """,
        },
        new()
        {
            Name = "drain-asks-nobody",
            What = "A pod that is told to stop does not tell its shards.",
            File = ShardFleet,
            Find = "running.Worker.Requests.AskRelease(successors.Next()?.ToString());",
            Replace = """
                if (!Planted.Is("drain-asks-nobody"))
                {
                    running.Worker.Requests.AskRelease(successors.Next()?.ToString());
                }

                """,
        },
        new()
        {
            Name = "ended-workers-not-harvested",
            What = "A worker of a shard that has ended is never collected.",
            File = ShardFleet,
            Find = "_running.Remove(running.Worker.ShardId);",
            Replace = """
                if (!Planted.Is("ended-workers-not-harvested"))
                {
                    _running.Remove(running.Worker.ShardId);
                }

                """,
        },
    ];
}

namespace KeyspacesStreamer.Simulation.Planting;

/// <content>The item that says whose a lease table is.</content>
internal static partial class PlantedFaults
{
    private static PlantedFault[] Claims =>
    [
        new()
        {
            Name = "claim-forgets-what-was-known",
            What = "A pod that claims a table writes its own claim over what is there, and with it that the first shards are known.",
            File = "Leases/TableClaim.cs",
            Find = "var claimed = found?.CompletedBy(mine) ?? mine;",
            Replace = """var claimed = Planted.Is("claim-forgets-what-was-known") ? mine : found?.CompletedBy(mine) ?? mine;""",
        },
    ];
}

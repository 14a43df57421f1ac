namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>All faults that the simulation must find, each by itself.</summary>
internal static partial class PlantedFaults
{
    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        .. Commits, .. Objects, .. Recovery, .. Fence, .. Owners, .. Liveness, .. Lineage, .. Ends, .. Reading, .. Losses, .. Groups, .. Memory, .. Stops, .. Claims, .. Rebuilds, .. Rows,
    ];
}

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>All sweeps.</summary>
internal static class SweepSchedules
{
    public static IReadOnlyList<SweepSchedule> All => [.. UsualSweeps.All, .. RecoverySweeps.All, .. TroubleSweeps.All];
}

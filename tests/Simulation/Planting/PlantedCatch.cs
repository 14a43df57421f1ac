using KeyspacesStreamer.Simulation.Judging;

namespace KeyspacesStreamer.Simulation.Planting;

/// <summary>What became of the hunt for one fault.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Schedules">Schedules run, the one that caught it included.</param>
/// <param name="Violation">What it broke, or null when it was not caught.</param>
internal sealed record PlantedCatch(PlantedFault Fault, int Schedules, Violation? Violation)
{
    public override string ToString() => Violation is null
        ? $"{Fault.Name}: not caught in {Schedules} schedules"
        : $"{Fault.Name}: caught by schedule {Schedules}, {Violation.Invariant}";
}

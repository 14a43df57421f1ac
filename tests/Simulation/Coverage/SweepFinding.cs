using KeyspacesStreamer.Simulation.Judging;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>A crash after which an invariant was broken.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Place">Where its process was killed, in words.</param>
/// <param name="Violation">What was broken.</param>
/// <param name="LastLines">The end of the run's trace.</param>
internal sealed record SweepFinding(SweepSchedule Schedule, string Place, Violation Violation, IReadOnlyList<string> LastLines)
{
    public override string ToString() => $"{Schedule.Name}, {Schedule.Process} {Place}: {Violation}\n{string.Join('\n', LastLines)}";
}

using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Traces;

namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>The first invariant that a run broke; what comes after it counts for nothing.</summary>
internal sealed class Verdict(SimulationLoop loop, Trace trace)
{
    public Violation? Violation { get; private set; }

    public bool IsBroken => Violation is not null;

    public void Break(Invariant invariant, string message)
    {
        if (Violation is null)
        {
            Violation = new Violation(invariant, message, TimeSpan.FromTicks(loop.Now));
            trace.Say("JUDGE", $"{invariant}: {message}");
        }
    }
}

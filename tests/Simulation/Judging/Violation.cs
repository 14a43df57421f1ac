namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>An invariant that was broken.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Message">What was found, in one sentence.</param>
/// <param name="At">Virtual time since the run began.</param>
public sealed record Violation(Invariant Invariant, string Message, TimeSpan At)
{
    public override string ToString() => $"{Invariant} at {At.TotalSeconds:F4} s: {Message}";
}

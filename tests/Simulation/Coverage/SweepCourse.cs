namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>What a process does in a run without a crash.</summary>
/// <param name="Steps">For each step the awaits that it is about to resume, from the inside out.</param>
/// <param name="Requests">How many requests it sends.</param>
internal sealed record SweepCourse(IReadOnlyList<IReadOnlyList<AwaitPoint>> Steps, long Requests);

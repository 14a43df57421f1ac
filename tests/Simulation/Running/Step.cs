namespace KeyspacesStreamer.Simulation.Running;

/// <summary>Something that can be done now: a continuation of a process, or an event of the world when no process is named.</summary>
/// <param name="Process">Whose it is.</param>
/// <param name="Callback">What runs.</param>
/// <param name="State">Handed to it.</param>
internal readonly record struct Step(SimulatedProcess? Process, SendOrPostCallback Callback, object? State);

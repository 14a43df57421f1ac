namespace KeyspacesStreamer.Simulation.Services;

/// <summary>The fate of one request of one process.</summary>
/// <param name="Process">Name of the process.</param>
/// <param name="Request">Its requests are counted from 1.</param>
/// <param name="Fate">What becomes of it.</param>
internal sealed record PlannedFault(string Process, long Request, CallFate Fate);

using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Services;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>How a run ended.</summary>
internal sealed record Outcome
{
    public required Schedule Schedule { get; init; }

    /// <summary>What was broken, or null.</summary>
    public required Violation? Violation { get; init; }

    public required TimeSpan Lasted { get; init; }

    public required long Steps { get; init; }

    public required int Records { get; init; }

    public required int Objects { get; init; }

    /// <summary>Requests that did not go well.</summary>
    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    public required IReadOnlyList<string> Trace { get; init; }
}

using KeyspacesStreamer.Simulation.Judging;

namespace KeyspacesStreamer.Simulation;

/// <summary>What came of simulating a pipeline.</summary>
public sealed record SimulationResult
{
    /// <summary>Schedules that were run; fewer than asked for when enough of them failed.</summary>
    public required int Schedules { get; init; }

    /// <summary>Real time it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>All figures in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>What was broken, by seed; empty when every invariant held in every run.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    /// <summary>The failing seeds, shrunk, each with a trace that a person can read.</summary>
    public required string Failures { get; init; }

    /// <summary>Whether every invariant held in every run.</summary>
    public bool IsGreen => Violations.Count == 0;
}

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>What a sweep did and found.</summary>
internal sealed record SweepResult
{
    public required IReadOnlyCollection<SweepSchedule> Schedules { get; init; }

    /// <summary>Crashes just before a step.</summary>
    public required int CrashesAtSteps { get; init; }

    /// <summary>Crashes just after a request was sent.</summary>
    public required int CrashesAtRequests { get; init; }

    /// <summary>Crashes at steps, for each await that never came back.</summary>
    public required IReadOnlyDictionary<AwaitPoint, int> CrashesAt { get; init; }

    public required IReadOnlyList<SweepFinding> Findings { get; init; }
}

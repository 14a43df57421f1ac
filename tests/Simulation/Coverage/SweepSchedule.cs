using KeyspacesStreamer.Simulation.Schedules;

namespace KeyspacesStreamer.Simulation.Coverage;

/// <summary>A schedule that is run again for each step and each request of one of its processes, which is killed there.</summary>
internal sealed record SweepSchedule
{
    /// <summary>What the run is about, in a few words.</summary>
    public required string Name { get; init; }

    public required Schedule Schedule { get; init; }

    /// <summary>The process that is killed.</summary>
    public string Process { get; init; } = "pod-aa/1";

    /// <summary>What no disaster of a schedule can do.</summary>
    public Action<ScheduleRun>? Prepare { get; init; }
}

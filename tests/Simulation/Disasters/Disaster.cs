using KeyspacesStreamer.Simulation.Services;

namespace KeyspacesStreamer.Simulation.Disasters;

/// <summary>One thing that happens to the pipeline at a moment of a run. Subjects are chosen among those that are there by then.</summary>
internal sealed record Disaster
{
    /// <summary>Time since the run began.</summary>
    public required TimeSpan At { get; init; }

    public required DisasterKind Kind { get; init; }

    /// <summary>Picks the pod or the shard: its number among those there are, counted around.</summary>
    public int Subject { get; init; }

    /// <summary>How long it lasts, or by how much a clock jumps.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Requests from then on, or pages.</summary>
    public int Count { get; init; }

    public Service Service { get; init; }

    public CallMoment Moment { get; init; }

    public override string ToString() => Kind switch
    {
        DisasterKind.Outage => $"{At.TotalSeconds:F3} s: {Kind} of {Service} for {Duration.TotalSeconds:F1} s",
        DisasterKind.CrashAtRequest or DisasterKind.PauseAtRequest or DisasterKind.TerminateAtRequest =>
            $"{At.TotalSeconds:F3} s: {Kind} of pod {Subject}, {Count} requests later, {Moment}, {Duration.TotalSeconds:F1} s",
        _ => $"{At.TotalSeconds:F3} s: {Kind} of {Subject}, {Duration.TotalSeconds:F1} s, {Count}",
    };
}

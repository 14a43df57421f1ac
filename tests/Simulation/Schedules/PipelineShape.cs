using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Simulation.Schedules;

/// <summary>What of a pipeline is given; what is null is drawn from the seed.</summary>
internal sealed record PipelineShape
{
    /// <summary>Nothing is given: many different pipelines.</summary>
    public static PipelineShape Any { get; } = new();

    public StreamSettings? Settings { get; init; }

    /// <summary>Pods at the beginning.</summary>
    public int? Pods { get; init; }

    /// <summary>Shards at the beginning.</summary>
    public int? Shards { get; init; }
}

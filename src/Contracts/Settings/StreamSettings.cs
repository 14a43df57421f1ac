namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>The settings document of one stream: what the operator writes into the ConfigMap and the pod reads from <c>settings.json</c>.</summary>
public sealed record StreamSettings
{
    /// <summary>The Kubernetes resource this stream belongs to; it marks the checkpoint table. Required.</summary>
    public required ResourceSettings Resource { get; init; }

    /// <summary>The Keyspaces table and its change stream. Required.</summary>
    public required SourceSettings Source { get; init; }

    /// <summary>Where the objects go and how they are named, encoded and cut. Required.</summary>
    public required DestinationSettings Destination { get; init; }

    /// <summary>Where leases and checkpoints are kept. Required.</summary>
    public required CheckpointSettings Checkpoint { get; init; }

    /// <summary>Memory, pace and ports of the process. Optional; every member has a default.</summary>
    public PodSettings Pod { get; init; } = new();
}

using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>What is wanted of a stream. Defaults are those of the schema; a test compares them.</summary>
internal sealed record KeyspacesCdcStreamSpec
{
    /// <summary>The table whose changes are read, and how reading begins.</summary>
    [JsonPropertyName("source")]
    public required SourceSpec Source { get; init; }

    /// <summary>Where the objects go, and how they are named, encoded and cut.</summary>
    [JsonPropertyName("destination")]
    public required DestinationSpec Destination { get; init; }

    /// <summary>The DynamoDB table of leases and checkpoints.</summary>
    [JsonPropertyName("checkpoint")]
    public CheckpointSpec Checkpoint { get; init; } = new();

    /// <summary>Pods that share the shards, 1 to 100; stays 1 with <see cref="Autoscaling"/>.</summary>
    [JsonPropertyName("replicas")]
    public int Replicas { get; init; } = 1;

    /// <summary>Limits between which the operator chooses the number of pods; null for a fixed number.</summary>
    [JsonPropertyName("autoscaling")]
    public AutoscalingSpec? Autoscaling { get; init; }

    /// <summary>Whether reading is paused.</summary>
    [JsonPropertyName("suspend")]
    public bool Suspend { get; init; }

    /// <summary>The pods that read the stream.</summary>
    [JsonPropertyName("pod")]
    public PodSpec Pod { get; init; } = new();

    /// <summary>The checkpoint table's name, written or made from the table's.</summary>
    public string CheckpointTable() => Checkpoint.Table ?? $"keyspaces-streamer-{Source.Keyspace}-{Source.Table}";
}

using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>The DynamoDB table in which leases and checkpoints are kept.</summary>
internal sealed record CheckpointSpec
{
    private const string Path = "spec.checkpoint.";

    /// <summary>Name of the table; null for the name that <see cref="KeyspacesCdcStreamSpec.CheckpointTable"/> makes. Immutable.</summary>
    [JsonPropertyName("table")]
    public string? Table { get; init; }

    /// <summary>Whether a missing table is created.</summary>
    [JsonPropertyName("create")]
    public bool Create { get; init; } = true;

    /// <summary>Whether point-in-time recovery is turned on for a table that the operator created; false leaves it as it is.</summary>
    [JsonPropertyName("pointInTimeRecovery")]
    public bool PointInTimeRecovery { get; init; } = true;

    /// <summary>What happens to the table when the stream is deleted; <see cref="ParseDeletionPolicy"/>.</summary>
    [JsonPropertyName("deletionPolicy")]
    public string DeletionPolicy { get; init; } = nameof(CheckpointDeletionPolicy.Retain);

    /// <summary>Region of the table; null for the source's.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Address of DynamoDB; null for the service's own. <see cref="ParseEndpoint"/>.</summary>
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; init; }

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public CheckpointDeletionPolicy ParseDeletionPolicy() => SpecText.Choice<CheckpointDeletionPolicy>(Path + "deletionPolicy", DeletionPolicy);

    /// <exception cref="InvalidSpecException">It is no address.</exception>
    public Uri? ParseEndpoint() => SpecText.Endpoint(Path + "endpoint", Endpoint);
}

using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Limits between which the operator chooses the number of pods.</summary>
internal sealed record AutoscalingSpec
{
    private const string Path = "spec.autoscaling.";

    /// <summary>Fewest pods, 1 to 100.</summary>
    [JsonPropertyName("minReplicas")]
    public int MinReplicas { get; init; } = 1;

    /// <summary>Most pods, 1 to 100.</summary>
    [JsonPropertyName("maxReplicas")]
    public required int MaxReplicas { get; init; }

    /// <summary>Open shards for each pod, 1 to 1,000.</summary>
    [JsonPropertyName("shardsPerReplica")]
    public int ShardsPerReplica { get; init; } = 100;

    /// <summary>Lag above which a pod is added, 5s to 6h; <see cref="ParseTargetLag"/>.</summary>
    [JsonPropertyName("targetLag")]
    public string TargetLag { get; init; } = "5m";

    /// <exception cref="InvalidSpecException">It is no duration.</exception>
    public TimeSpan ParseTargetLag() => SpecText.Duration(Path + "targetLag", TargetLag);
}

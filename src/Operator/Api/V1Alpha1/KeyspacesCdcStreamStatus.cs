using System.Text.Json.Serialization;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>What is found of a stream; written once a reconcile, from the world.</summary>
internal sealed record KeyspacesCdcStreamStatus
{
    /// <summary>Generation of the spec that this status belongs to.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; init; }

    /// <summary>One result for each of <see cref="ConditionTypes"/>.</summary>
    [JsonPropertyName("conditions")]
    public IReadOnlyList<V1Condition>? Conditions { get; init; }

    /// <summary>Region in which the stream was begun; it stays.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>The checkpoint table, once it bears this stream's claim; null before.</summary>
    [JsonPropertyName("checkpointTable")]
    public string? CheckpointTable { get; init; }

    /// <summary>Value of the annotation <see cref="StreamApi.RecreateCheckpointTable"/> that is no order any more: it was followed, or was there while the table existed. Null without the annotation.</summary>
    [JsonPropertyName("checkpointTableRecreated")]
    public string? CheckpointTableRecreated { get; init; }

    /// <summary>The stream that is read.</summary>
    [JsonPropertyName("streamArn")]
    public string? StreamArn { get; init; }

    /// <summary>What the stream's records hold, in the words of the service.</summary>
    [JsonPropertyName("viewType")]
    public string? ViewType { get; init; }

    /// <summary>Pods that exist.</summary>
    [JsonPropertyName("replicas")]
    public int? Replicas { get; init; }

    /// <summary>Pods that are ready.</summary>
    [JsonPropertyName("readyReplicas")]
    public int? ReadyReplicas { get; init; }

    /// <summary>Label selector of the pods, for the scale subresource.</summary>
    [JsonPropertyName("selector")]
    public string? Selector { get; init; }

    /// <summary>Shards by their state.</summary>
    [JsonPropertyName("shards")]
    public ShardCounts? Shards { get; init; }

    /// <summary>Age of the oldest change that is not committed yet, in its two largest units, such as <c>2h13m</c> or <c>45s</c>.</summary>
    [JsonPropertyName("lag")]
    public string? Lag { get; init; }

    /// <summary>When a checkpoint last moved.</summary>
    [JsonPropertyName("lastCommitTime")]
    public DateTime? LastCommitTime { get; init; }

    /// <summary>Records committed by the pods that run now.</summary>
    [JsonPropertyName("records")]
    public long? Records { get; init; }

    /// <summary>Objects committed by the pods that run now.</summary>
    [JsonPropertyName("objects")]
    public long? Objects { get; init; }

    /// <summary>Size of a pod that Fargate bills.</summary>
    [JsonPropertyName("billedCapacity")]
    public string? BilledCapacity { get; init; }
}

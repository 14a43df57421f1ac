using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>One change stream of a Keyspaces table that is written to S3.</summary>
[KubernetesEntity(Group = StreamApi.Group, ApiVersion = StreamApi.Version, Kind = StreamApi.Kind, PluralName = StreamApi.Plural)]
internal sealed record KeyspacesCdcStream : IKubernetesObject<V1ObjectMeta>, ISpec<KeyspacesCdcStreamSpec>, IStatus<KeyspacesCdcStreamStatus?>
{
    /// <summary>Version of the schema.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = StreamApi.ApiVersion;

    /// <summary>Kind of the object.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = StreamApi.Kind;

    /// <summary>Name, namespace and what else Kubernetes keeps about any object.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is wanted. Never written by the operator.</summary>
    [JsonPropertyName("spec")]
    public required KeyspacesCdcStreamSpec Spec { get; set; }

    /// <summary>What is found; null until the first reconcile.</summary>
    [JsonPropertyName("status")]
    public KeyspacesCdcStreamStatus? Status { get; set; }
}

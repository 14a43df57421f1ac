using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>A list of streams, as the API server hands it out.</summary>
[KubernetesEntity(Group = StreamApi.Group, ApiVersion = StreamApi.Version, Kind = StreamApi.ListKind, PluralName = StreamApi.Plural)]
internal sealed record KeyspacesCdcStreamList : IKubernetesObject<V1ListMeta>, IItems<KeyspacesCdcStream>
{
    /// <summary>Version of the schema.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = StreamApi.ApiVersion;

    /// <summary>Kind of the list.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = StreamApi.ListKind;

    /// <summary>Resource version and continuation of the list.</summary>
    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>The streams.</summary>
    [JsonPropertyName("items")]
    public IList<KeyspacesCdcStream> Items { get; set; } = [];
}

using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Where the certificates of authorities stand that pods trust besides the public ones.</summary>
internal sealed record TrustedCertificates
{
    /// <summary>ConfigMap in the stream's namespace.</summary>
    [JsonPropertyName("configMap")]
    public required string ConfigMap { get; init; }

    /// <summary>Key inside the ConfigMap.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = "ca.crt";
}

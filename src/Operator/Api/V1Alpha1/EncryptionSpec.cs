using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Server-side encryption of the objects.</summary>
internal sealed record EncryptionSpec
{
    /// <summary>One of <see cref="EncryptionTypes"/>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Id, alias or ARN of the KMS key; null for the account's <c>aws/s3</c>.</summary>
    [JsonPropertyName("kmsKeyId")]
    public string? KmsKeyId { get; init; }
}

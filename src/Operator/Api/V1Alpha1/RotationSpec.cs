using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>When an object is full, and when a group of objects is written.</summary>
internal sealed record RotationSpec
{
    private const string Path = "spec.destination.rotation.";

    /// <summary>Records in one object at most, 1 to 1,000,000.</summary>
    [JsonPropertyName("maxRecords")]
    public int MaxRecords { get; init; } = 100_000;

    /// <summary>Bytes in one object at most, 1Ki to 1Gi; <see cref="ParseMaxBytes"/>.</summary>
    [JsonPropertyName("maxBytes")]
    public string MaxBytes { get; init; } = "64Mi";

    /// <summary>Age of a group at most, 1s to 15m; <see cref="ParseMaxAge"/>.</summary>
    [JsonPropertyName("maxAge")]
    public string MaxAge { get; init; } = "60s";

    /// <exception cref="InvalidSpecException">It is no size.</exception>
    public long ParseMaxBytes() => SpecText.Size(Path + "maxBytes", MaxBytes);

    /// <exception cref="InvalidSpecException">It is no duration.</exception>
    public TimeSpan ParseMaxAge() => SpecText.Duration(Path + "maxAge", MaxAge);
}

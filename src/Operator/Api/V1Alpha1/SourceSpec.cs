using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>The Keyspaces table whose changes are read, and how reading begins.</summary>
internal sealed record SourceSpec
{
    private const string Path = "spec.source.";

    /// <summary>The keyspace. Immutable.</summary>
    [JsonPropertyName("keyspace")]
    public required string Keyspace { get; init; }

    /// <summary>The table. Immutable.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>Region of the table; null for the operator's own.</summary>
    [JsonPropertyName("region")]
    public string? Region { get; init; }

    /// <summary>Pins one stream of the table; null for the latest.</summary>
    [JsonPropertyName("streamArn")]
    public string? StreamArn { get; init; }

    /// <summary>Where shards begin when the checkpoint table is first filled; <see cref="ParseStartFrom"/>.</summary>
    [JsonPropertyName("startFrom")]
    public string StartFrom { get; init; } = nameof(Contracts.Settings.StartFrom.TrimHorizon);

    /// <summary>What happens when changes were trimmed unread; <see cref="ParseOnTrimmedData"/>.</summary>
    [JsonPropertyName("onTrimmedData")]
    public string OnTrimmedData { get; init; } = nameof(TrimmedDataPolicy.Halt);

    /// <summary>What happens to a record that cannot be encoded; <see cref="ParseOnUnreadableRecord"/>.</summary>
    [JsonPropertyName("onUnreadableRecord")]
    public string OnUnreadableRecord { get; init; } = nameof(UnreadableRecordPolicy.Halt);

    /// <summary>Address of the Streams service; null for the service's own. <see cref="ParseEndpoint"/>.</summary>
    [JsonPropertyName("endpoint")]
    public string? Endpoint { get; init; }

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public StartFrom ParseStartFrom() => SpecText.Choice<StartFrom>(Path + "startFrom", StartFrom);

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public TrimmedDataPolicy ParseOnTrimmedData() => SpecText.Choice<TrimmedDataPolicy>(Path + "onTrimmedData", OnTrimmedData);

    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public UnreadableRecordPolicy ParseOnUnreadableRecord() => SpecText.Choice<UnreadableRecordPolicy>(Path + "onUnreadableRecord", OnUnreadableRecord);

    /// <exception cref="InvalidSpecException">It is no address.</exception>
    public Uri? ParseEndpoint() => SpecText.Endpoint(Path + "endpoint", Endpoint);
}

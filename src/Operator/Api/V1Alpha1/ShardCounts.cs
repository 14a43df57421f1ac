using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Shards of a stream by their state.</summary>
internal sealed record ShardCounts
{
    /// <summary>Not read to their end.</summary>
    [JsonPropertyName("open")]
    public int? Open { get; init; }

    /// <summary>Read to their end and committed.</summary>
    [JsonPropertyName("finished")]
    public int? Finished { get; init; }

    /// <summary>Open, could be read, and no live pod holds the lease.</summary>
    [JsonPropertyName("unassigned")]
    public int? Unassigned { get; init; }

    /// <summary>Stopped, and need a person.</summary>
    [JsonPropertyName("halted")]
    public int? Halted { get; init; }
}

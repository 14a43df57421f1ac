using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>What the shape Flat holds besides the columns and what happened.</summary>
internal sealed record FlatSpec
{
    /// <summary>Whether <c>_old</c> holds the row as it was.</summary>
    [JsonPropertyName("oldImage")]
    public bool OldImage { get; init; }

    /// <summary>Whether <c>_meta</c> holds write time and expiry of each column.</summary>
    [JsonPropertyName("cellMetadata")]
    public bool CellMetadata { get; init; }

    /// <summary>Whether <c>_keyspace</c> and <c>_table</c> name the table.</summary>
    [JsonPropertyName("tableName")]
    public bool TableName { get; init; }
}

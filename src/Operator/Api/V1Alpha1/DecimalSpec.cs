using System.Text.Json.Serialization;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>Digits of a column's decimals.</summary>
internal sealed record DecimalSpec
{
    /// <summary>Digits in all, 1 to 38.</summary>
    [JsonPropertyName("precision")]
    public required int Precision { get; init; }

    /// <summary>Digits after the point, 0 to the precision.</summary>
    [JsonPropertyName("scale")]
    public required int Scale { get; init; }
}

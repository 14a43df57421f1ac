using System.Text.Json.Serialization;
using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.Operator.Api.V1Alpha1;

/// <summary>How the values of one column are written.</summary>
internal sealed record ColumnSpec
{
    /// <summary>Digits of decimals; null for text.</summary>
    [JsonPropertyName("decimal")]
    public DecimalSpec? Decimal { get; init; }

    /// <summary>Another form than that of the type; null for none. <see cref="ParseAs"/>.</summary>
    [JsonPropertyName("as")]
    public string? As { get; init; }

    /// <param name="column">Name of the column.</param>
    /// <exception cref="InvalidSpecException">The word is unknown to this version.</exception>
    public ColumnForm ParseAs(string column) => SpecText.Choice<ColumnForm>($"spec.destination.columns.{column}.as", As ?? "");
}

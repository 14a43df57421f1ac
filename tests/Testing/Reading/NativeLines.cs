using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>Lines of the record Native.</summary>
internal sealed class NativeLines : IStoredForm
{
    public BigInteger NumberOf(JsonElement stored) => BucketObject.NumberOf(stored);

    public string ShardIdOf(JsonElement stored) => stored.GetProperty("metadata").GetProperty("shardId").GetString() ?? "";

    public string KeyOf(JsonElement stored) => stored.GetProperty("partitionKeys").GetRawText() + stored.GetProperty("clusteringKeys").GetRawText();

    public long? VersionOf(JsonElement stored) =>
        stored.GetProperty("newImage") is { ValueKind: JsonValueKind.Object } image
        && image.GetProperty("valueCells").TryGetProperty("version", out var cell)
            ? long.Parse(cell.GetProperty("value").GetProperty("bigintT").GetString() ?? "", CultureInfo.InvariantCulture)
            : null;

    public string? DifferenceOf(JsonElement stored, JsonElement wire)
    {
        var found = JsonObject.Create(stored) ?? [];
        found.Remove("metadata");
        var wanted = NativeForm.Of(wire);
        return JsonNode.DeepEquals(found, wanted) ? null : $"expected {wanted.ToJsonString()}, found {found.ToJsonString()}";
    }
}

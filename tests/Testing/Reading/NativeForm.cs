using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>The native form of a wire record, written down a second time and without a line of the pod's code.</summary>
internal static class NativeForm
{
    /// <summary>What a line of an object must say about the record, its trailing metadata aside.</summary>
    public static JsonObject Of(JsonElement wire) => new()
    {
        ["eventVersion"] = Copy(wire, "eventVersion"),
        ["createdAt"] = Copy(wire, "createdAt"),
        ["origin"] = Copy(wire, "origin"),
        ["partitionKeys"] = Copy(wire, "partitionKeys"),
        ["clusteringKeys"] = Copy(wire, "clusteringKeys") ?? new JsonObject(),
        ["newImage"] = ImageOf(wire, "newImage"),
        ["oldImage"] = ImageOf(wire, "oldImage"),
        ["sequenceNumber"] = Copy(wire, "sequenceNumber"),
    };

    private static JsonObject? ImageOf(JsonElement wire, string member) =>
        !wire.TryGetProperty(member, out var image) || image.ValueKind == JsonValueKind.Null ? null : new JsonObject
        {
            ["valueCells"] = CellsOf(image, "valueCells"),
            ["staticCells"] = CellsOf(image, "staticCells"),
            ["rowMetadata"] = StampOf(image, "rowMetadata"),
        };

    private static JsonObject CellsOf(JsonElement image, string member)
    {
        var cells = new JsonObject();
        if (image.TryGetProperty(member, out var found))
        {
            foreach (var cell in found.EnumerateObject())
            {
                cells[cell.Name] = CellOf(cell.Value);
            }
        }

        return cells;
    }

    private static JsonObject CellOf(JsonElement cell)
    {
        var native = new JsonObject();
        if (cell.TryGetProperty("key", out var key))
        {
            native["key"] = ValueOf(key);
        }

        native["value"] = ValueOf(cell.GetProperty("value"));
        native["metadata"] = StampOf(cell, "metadata");
        return native;
    }

    private static JsonObject ValueOf(JsonElement value)
    {
        var member = value.EnumerateObject().Single();
        return new JsonObject
        {
            [member.Name] = member.Name switch
            {
                "listT" or "setT" or "tupleT" or "mapT" => new JsonArray([.. member.Value.EnumerateArray().Select(CellOf)]),
                "udtT" => new JsonObject(member.Value.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, (JsonNode?)CellOf(field.Value)))),
                _ => JsonNode.Parse(member.Value.GetRawText()),
            },
        };
    }

    private static JsonObject? StampOf(JsonElement element, string member) =>
        !element.TryGetProperty(member, out var stamp) || stamp.ValueKind == JsonValueKind.Null ? null : new JsonObject
        {
            ["expirationTime"] = Copy(stamp, "expirationTime"), ["writeTime"] = Copy(stamp, "writeTime"),
        };

    private static JsonNode? Copy(JsonElement element, string member) =>
        element.TryGetProperty(member, out var found) && found.ValueKind != JsonValueKind.Null ? JsonNode.Parse(found.GetRawText()) : null;
}

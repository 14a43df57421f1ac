using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Records;

/// <summary>The Native record written down a second time, slowly and plainly, to compare the encoder with.</summary>
internal static class NativeRecordModel
{
    public static JsonObject Of(JsonObject wire, string sequence)
    {
        var native = new JsonObject
        {
            ["eventVersion"] = Copy(wire["eventVersion"]),
            ["createdAt"] = Copy(wire["createdAt"]),
            ["origin"] = Copy(wire["origin"]),
            ["partitionKeys"] = Each(wire["partitionKeys"], value => Value(value!.AsObject())),
            ["clusteringKeys"] = Each(wire["clusteringKeys"], value => Value(value!.AsObject())),
            ["newImage"] = Row(wire["newImage"]),
            ["oldImage"] = Row(wire["oldImage"]),
            ["sequenceNumber"] = sequence,
        };
        return WithRest(native, wire);
    }

    private static JsonObject? Row(JsonNode? wire) => wire is not JsonObject row ? null : WithRest(
        new JsonObject
        {
            ["valueCells"] = Each(row["valueCells"], Cell),
            ["staticCells"] = Each(row["staticCells"], Cell),
            ["rowMetadata"] = Metadata(row["rowMetadata"]),
        },
        row);

    private static JsonObject? Cell(JsonNode? wire) => wire is not JsonObject cell ? null : WithRest(
        new JsonObject { ["value"] = cell["value"] is JsonObject value ? Value(value) : null, ["metadata"] = Metadata(cell["metadata"]) },
        cell);

    private static JsonObject Entry(JsonNode? wire)
    {
        var entry = wire!.AsObject();
        var native = new JsonObject
        {
            ["key"] = Value(entry["key"]!.AsObject()),
            ["value"] = entry["value"] is JsonObject value ? Value(value) : null,
            ["metadata"] = Metadata(entry["metadata"]),
        };
        return WithRest(native, entry);
    }

    private static JsonObject? Metadata(JsonNode? wire) => wire is not JsonObject metadata ? null : WithRest(
        new JsonObject { ["expirationTime"] = Copy(metadata["expirationTime"]), ["writeTime"] = Copy(metadata["writeTime"]) },
        metadata);

    private static JsonObject Value(JsonObject wire)
    {
        var typed = wire.Single(member => member.Value is not null);
        JsonNode? content = typed.Key switch
        {
            "listT" or "setT" or "tupleT" => Items(typed.Value!, Cell),
            "mapT" => Items(typed.Value!, Entry),
            "udtT" => Each(typed.Value, Cell),
            _ => Copy(typed.Value),
        };
        return new JsonObject { [typed.Key] = content };
    }

    private static JsonArray Items(JsonNode wire, Func<JsonNode?, JsonNode?> convert) => new([.. wire.AsArray().Select(convert)]);

    private static JsonObject Each(JsonNode? wire, Func<JsonNode?, JsonNode?> convert) =>
        new((wire as JsonObject ?? []).Select(member => new KeyValuePair<string, JsonNode?>(member.Key, convert(member.Value))));

    private static JsonObject WithRest(JsonObject native, JsonObject wire)
    {
        foreach (var (name, value) in wire.Where(member => !native.ContainsKey(member.Key)))
        {
            native[name] = Copy(value);
        }

        return native;
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}

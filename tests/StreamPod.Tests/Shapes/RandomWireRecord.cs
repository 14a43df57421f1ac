using System.Text.Json.Nodes;

namespace KeyspacesStreamer.StreamPod.Tests.Shapes;

/// <summary>Makes wire records of every shape the service may send, members in any order, from one seed.</summary>
internal sealed class RandomWireRecord(Random random)
{
    private static readonly string[] TextTypes =
    [
        "asciiT", "bigintT", "blobT", "counterT", "dateT", "decimalT", "doubleT", "durationT", "floatT", "inetT", "intT", "smallintT",
        "textT", "timeT", "timestampT", "timeuuidT", "tinyintT", "uuidT", "varcharT", "varintT", "newT",
    ];

    private static readonly string[] Words = ["", "a", "Summer time", "12345", "q\"uo\\te", "line\nfeed\ttab", "😀ünï", "\u0001\u2028/", "}],{["];

    public JsonObject Next()
    {
        var record = new List<KeyValuePair<string, JsonNode?>> { new("sequenceNumber", WireRecord.Sequence) };
        Maybe(record, "eventVersion", () => "1.0");
        Maybe(record, "createdAt", () => JsonValue.Create(random.NextInt64(0, 4_000_000_000) + 0.125m));
        Maybe(record, "origin", () => Pick("USER", "TTL", "REPLICATION", "SOMEONE"));
        Maybe(record, "partitionKeys", Keys);
        Maybe(record, "clusteringKeys", Keys);
        Maybe(record, "newImage", Row);
        Maybe(record, "oldImage", Row);
        return Shuffled(record);
    }

    private JsonObject Row()
    {
        var row = new List<KeyValuePair<string, JsonNode?>>();
        Maybe(row, "valueCells", () => Columns(() => Cell(0)));
        Maybe(row, "staticCells", () => Columns(() => Cell(0)));
        Maybe(row, "rowMetadata", Metadata);
        Maybe(row, "rowTag", () => new JsonArray(1, "x"));
        return Shuffled(row);
    }

    private JsonNode Keys() => Columns(() => Value(2));

    private JsonObject Columns(Func<JsonNode?> content)
    {
        var columns = new JsonObject();
        for (var count = random.Next(5); count > 0; count--)
        {
            columns[$"{Pick(Words)}{count}"] = content();
        }

        return columns;
    }

    private JsonObject Cell(int depth)
    {
        var cell = new List<KeyValuePair<string, JsonNode?>>();
        Maybe(cell, "value", () => Value(depth));
        Maybe(cell, "metadata", Metadata);
        return Shuffled(cell);
    }

    private JsonObject Metadata()
    {
        var metadata = new List<KeyValuePair<string, JsonNode?>>();
        Maybe(metadata, "expirationTime", () => "1767312000");
        Maybe(metadata, "writeTime", () => "1767225600000001");
        return Shuffled(metadata);
    }

    private JsonObject Value(int depth) => random.Next(depth < 4 ? 9 : 3) switch
    {
        0 => new JsonObject { ["boolT"] = random.Next(2) == 0 },
        1 or 2 or 3 => new JsonObject { [Pick(TextTypes)] = Pick(Words) },
        4 => new JsonObject { ["udtT"] = Columns(() => random.Next(5) == 0 ? null : Cell(depth + 1)) },
        5 => new JsonObject { ["mapT"] = Many(() => Entry(depth + 1)) },
        6 => new JsonObject { ["vectorT"] = new JsonObject { ["d"] = 2, ["v"] = new JsonArray(1.5m, null, Pick(Words)) } },
        _ => new JsonObject { [Pick("listT", "setT", "tupleT")] = Many(() => Cell(depth + 1)) },
    };

    private JsonObject Entry(int depth)
    {
        var entry = new List<KeyValuePair<string, JsonNode?>> { new("key", Value(depth)) };
        Maybe(entry, "value", () => Value(depth));
        Maybe(entry, "metadata", Metadata);
        return Shuffled(entry);
    }

    private JsonArray Many(Func<JsonNode?> content)
    {
        var items = new JsonArray();
        for (var count = random.Next(4); count > 0; count--)
        {
            items.Add(content());
        }

        return items;
    }

    private void Maybe(List<KeyValuePair<string, JsonNode?>> members, string name, Func<JsonNode?> content)
    {
        if (random.Next(5) is var chance and > 0)
        {
            members.Add(new(name, chance == 1 && name != "rowTag" ? null : content()));
        }
    }

    private JsonObject Shuffled(List<KeyValuePair<string, JsonNode?>> members)
    {
        var order = members.ToArray();
        random.Shuffle(order);
        return new JsonObject(order);
    }

    private string Pick(params string[] words) => words[random.Next(words.Length)];
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamsEmulator.Tables;

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>The table of the examples and workloads: media.media_content, with one column of most kinds.</summary>
internal static class MediaContent
{
    private static readonly string[] Words =
        ["Summer", "Über", "Night", "日本", "River", "Café", "Signal", "Paper", "Storm", "Zero", "Garden", "Echo"];

    public static TableDocument Document(string keyspace, string table, int shards, string? viewType) => new()
    {
        Keyspace = keyspace,
        Table = table,
        Columns = new Dictionary<string, string>
        {
            ["content_id"] = "uuid",
            ["seq"] = "int",
            ["version"] = "bigint",
            ["title"] = "text",
            ["tags"] = "set<text>",
            ["attrs"] = "map<text, int>",
            ["addr"] = "address",
            ["rating"] = "decimal",
            ["published"] = "timestamp",
            ["length"] = "duration",
            ["preview"] = "blob",
            ["is_public"] = "boolean",
        },
        PartitionKey = ["content_id"],
        ClusteringKey = ["seq"],
        Types = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["address"] = new Dictionary<string, string> { ["city"] = "text", ["zip"] = "int" },
        },
        ViewType = viewType,
        Shards = shards,
    };

    /// <summary>The same table with static columns.</summary>
    public static TableDocument WithStatics(TableDocument document, bool clusteringKeys) => document with
    {
        Columns = document.Columns.Append(KeyValuePair.Create("owner", "text")).Append(KeyValuePair.Create("licence", "int")).ToDictionary(),
        Static = ["owner", "licence"],
        StaticClusteringKeys = clusteringKeys,
    };

    /// <summary>The static columns.</summary>
    public static Dictionary<string, JsonElement> Statics(Random random) => Elements(new JsonObject { ["owner"] = Word(random), ["licence"] = random.Next(100) });

    /// <summary>The key of a row's partition.</summary>
    public static Dictionary<string, JsonElement> PartitionOf(IReadOnlyDictionary<string, JsonElement> key) => new() { ["content_id"] = key["content_id"] };

    public static Dictionary<string, JsonElement> Key(Random random)
    {
        Span<byte> id = stackalloc byte[16];
        random.NextBytes(id);
        id[7] = (byte)((id[7] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return Elements(new JsonObject { ["content_id"] = new Guid(id).ToString(), ["seq"] = random.Next(0, 1000) });
    }

    /// <summary>All columns of a new version of a row.</summary>
    public static Dictionary<string, JsonElement> Whole(Random random, long version, int payloadBytes)
    {
        var row = Part(random, version);
        row["tags"] = new JsonArray(Word(random), Word(random) + "-2");
        row["attrs"] = new JsonObject { ["width"] = random.Next(4000), ["height"] = random.Next(4000) };
        row["addr"] = new JsonObject { ["city"] = Word(random), ["zip"] = random.Next(10000, 99999) };
        row["length"] = $"{random.Next(1, 240)}m{random.Next(60)}s";
        row["preview"] = Convert.ToBase64String(Bytes(random, payloadBytes > 0 ? payloadBytes * 3 / 4 : 12));
        row["is_public"] = random.Next(2) == 0;
        return Elements(row);
    }

    /// <summary>The few columns an update touches.</summary>
    public static Dictionary<string, JsonElement> Partial(Random random, long version) => Elements(Part(random, version));

    /// <summary>The few columns and a payload, for backlogs of a certain size.</summary>
    public static Dictionary<string, JsonElement> Padded(Random random, long version, int payloadBytes)
    {
        var row = Part(random, version);
        row["preview"] = Convert.ToBase64String(Bytes(random, payloadBytes * 3 / 4));
        return Elements(row);
    }

    private static JsonObject Part(Random random, long version) => new()
    {
        ["version"] = version,
        ["title"] = $"{Word(random)} {Word(random)}",
        ["rating"] = (random.Next(0, 1000) / 100m).ToString(CultureInfo.InvariantCulture),
        ["published"] = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + random.Next())
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Dictionary<string, JsonElement> Elements(JsonObject values) =>
        JsonSerializer.SerializeToElement(values).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
}

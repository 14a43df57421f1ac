using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>Rows of the record Flat, of the table that the emulator's workload changes, as readers of other makes find them in files.</summary>
internal sealed class FlatRows : IStoredForm
{
    /// <summary>The table, but for its column <c>is_public</c>, which rows have as one that the schema does not know.</summary>
    public const string Schema = """
        {"columns":[{"name":"content_id","type":"uuid","kind":"PartitionKey"},{"name":"seq","type":"int","kind":"ClusteringKey"},{"name":"version","type":"bigint"},{"name":"title","type":"text"},
          {"name":"tags","type":"set<text>"},{"name":"attrs","type":"map<text, int>"},{"name":"addr","type":"frozen<address>"},{"name":"rating","type":"decimal"},{"name":"published","type":"timestamp"},
          {"name":"length","type":"duration"},{"name":"preview","type":"blob"}],
         "types":[{"name":"address","fields":[{"name":"city","type":"text"},{"name":"zip","type":"int"}]}]}
        """;

    public BigInteger NumberOf(JsonElement stored) => BucketObject.Number(TextOf(stored, "_seq"));

    public string ShardIdOf(JsonElement stored) => TextOf(stored, "_shard");

    public string KeyOf(JsonElement stored) => $"{stored.GetProperty("content_id")} {stored.GetProperty("seq")}";

    public long? VersionOf(JsonElement stored) =>
        stored.GetProperty("version") is { ValueKind: not JsonValueKind.Null } version ? long.Parse(version.ToString(), CultureInfo.InvariantCulture) : null;

    public string? DifferenceOf(JsonElement stored, JsonElement wire)
    {
        var (wanted, found) = (WantedOf(wire), FoundOf(stored));
        return wanted == found ? null : $"expected {wanted}, found {found}";
    }

    private static string FoundOf(JsonElement row) => string.Join(
        ' ',
        row.GetProperty("content_id"), row.GetProperty("seq"), TextOf(row, "_op"), TextOf(row, "title"), TextOf(row, "version"), TextOf(row, "rating"),
        TextOf(row, "addr", "city"), TextOf(row, "addr", "zip"), TextOf(row, "length", "nanoseconds"), IsPublicOf(row));

    /// <summary>The column is_public from the text of columns that are not known.</summary>
    private static string IsPublicOf(JsonElement row) =>
        row.GetProperty("_unmapped") is { ValueKind: JsonValueKind.String } unmapped ? JsonNode.Parse(unmapped.GetString()!)!["is_public"]?["boolT"]?.ToString() ?? "-" : "-"; // a string, by its kind

    private static string WantedOf(JsonElement record)
    {
        var (hasNew, hasOld) = (record.TryGetProperty("newImage", out var image), record.TryGetProperty("oldImage", out _));
        var cells = hasNew && image.TryGetProperty("valueCells", out var found) ? found : default;
        return string.Join(
            ' ',
            record.GetProperty("partitionKeys").GetProperty("content_id").GetProperty("uuidT"), record.GetProperty("clusteringKeys").GetProperty("seq").GetProperty("intT"),
            (hasNew, hasOld) switch { (true, true) => "UPDATE", (true, false) => "INSERT", _ => "DELETE" },
            CellOf(cells, "title", "textT"), CellOf(cells, "version", "bigintT"), CellOf(cells, "rating", "decimalT"),
            FieldOf(cells, "city", "textT"), FieldOf(cells, "zip", "intT"), NanosecondsOf(CellOf(cells, "length", "durationT")), CellOf(cells, "is_public", "boolT"));
    }

    private static string TextOf(JsonElement row, params string[] path)
    {
        foreach (var name in path)
        {
            row = row.ValueKind == JsonValueKind.Object ? row.GetProperty(name) : row;
        }

        return row.ValueKind == JsonValueKind.Null ? "-" : row.ToString();
    }

    private static string CellOf(JsonElement cells, string column, string type) =>
        cells.ValueKind == JsonValueKind.Object && cells.TryGetProperty(column, out var cell) && cell.GetProperty("value").TryGetProperty(type, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString().ToLowerInvariant() // a string, by its kind
            : "-";

    private static string FieldOf(JsonElement cells, string field, string type) =>
        cells.ValueKind == JsonValueKind.Object && cells.TryGetProperty("addr", out var cell)
            ? CellOf(cell.GetProperty("value").GetProperty("udtT"), field, type)
            : "-";

    /// <summary>The workload writes minutes and seconds.</summary>
    private static string NanosecondsOf(string length) =>
        length.TrimEnd('s').Split('m') is [var minutes, var seconds]
            ? $"{((long.Parse(minutes, CultureInfo.InvariantCulture) * 60) + long.Parse(seconds, CultureInfo.InvariantCulture)) * 1_000_000_000}"
            : length;
}

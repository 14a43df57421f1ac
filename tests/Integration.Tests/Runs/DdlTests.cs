using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>DuckDB runs what <c>streampod ddl</c> prints, over the files that a pod wrote, and answers what the emulator's ledger says.</summary>
public sealed class DdlTests(AwsServers servers)
{
    private const string Schema = """
        {"columns":[{"name":"content_id","type":"uuid","kind":"PartitionKey"},{"name":"seq","type":"int","kind":"ClusteringKey"},{"name":"owner","type":"text","kind":"Static"},{"name":"version","type":"bigint"},
          {"name":"title","type":"text"},{"name":"tags","type":"set<text>"},{"name":"attrs","type":"map<text, int>"},{"name":"addr","type":"frozen<address>"},{"name":"rating","type":"decimal"},
          {"name":"published","type":"timestamp"},{"name":"length","type":"duration"},{"name":"preview","type":"blob"}],
         "types":[{"name":"address","fields":[{"name":"city","type":"text"},{"name":"zip","type":"int"}]}]}
        """;

    [Theory]
    [InlineData("Parquet", "Flat", "Zstd", "{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json")]
    [InlineData("Parquet", "Debezium", "Snappy", "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json")]
    [InlineData("JsonLines", "Flat", "Zstd", "{keyspace}/{table}/{column:title}/{sequenceNumber}.json")]
    [InlineData("JsonLines", "Debezium", "None", "{keyspace}/{table}/{column:owner}/{sequenceNumber}.json")]
    [InlineData("JsonLines", "Flat", "None", "{keyspace}/{table}/{shardId}/{yyyy}/{MM}/{sequenceNumber}")]
    [InlineData("JsonLines", "Debezium", "GzipFile", "{keyspace}/{table}/{sequenceNumber}.json")]
    public async Task DuckDb_AnswersWhatTheLedgerSays(string format, string record, string compression, string keyTemplate)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        ForeignReaders.SkipUnlessInstalled();
        var name = $"ddl-{format}-{record}-{compression}";
        var bucket = RepositoryRoot.PathOf("artifacts", "integration", name, "buckets");
        await using var stand = await RunAsync(name, new Uri(bucket), format, record, compression, keyTemplate, cancellationToken);
        PlantOtherObjects(Path.Combine(bucket, stand.Bucket, "media", "media_content"));

        var script = await ScriptAsync(stand, cancellationToken);
        var isFlat = record == "Flat";
        var counts = $"SELECT {(isFlat ? "_op, _kind" : "op AS _op, source.kind AS _kind")}, count(*) AS rows FROM lake GROUP BY ALL";
        const string Latest = "SELECT content_id, seq, title, version, addr.city AS city FROM lake_latest";
        var found = await ForeignReaders.ReadAsync("query", [script, counts, Latest]);

        var changes = ChangesOf(await stand.LedgerAsync(cancellationToken));
        Assert.Equal(CountsOf(changes, isFlat).Order(StringComparer.Ordinal), found[counts].Select(row => TextOf(row, "_op", "_kind", "rows")).Order(StringComparer.Ordinal));
        Assert.Equal(LatestOf(changes).Order(StringComparer.Ordinal), found[Latest].Select(row => TextOf(row, "content_id", "seq", "title", "version", "city")).Order(StringComparer.Ordinal));
    }

    /// <summary>What stands below the head of the keys and holds no rows; the schema is there by the pod.</summary>
    private static void PlantOtherObjects(string head)
    {
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(head, "_schema")));
        foreach (var folder in new[] { Path.Combine(head, "_quarantine", "2026-01-02"), Path.Combine(head, "_gaps", "shard") })
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "shard-1.json"), "{\"_op\":\"INSERT\",\"_kind\":\"row\",\"op\":\"c\",\"_lineage\":\"none\",\"ts_ms\":\"never\"}\n");
        }
    }

    private static async Task<string> ScriptAsync(TestStand stand, CancellationToken cancellationToken)
    {
        var file = Path.Combine(stand.Folder, "lake.sql");
        var (code, output) = await PodProcess.RunAsync(["ddl", "--settings", stand.SettingsFile, "--engine", "DuckDB", "--table", "lake"], Path.Combine(stand.Folder, "ddl.log"), cancellationToken);
        Assert.True(code == 0, output);
        await File.WriteAllTextAsync(file, output, cancellationToken);
        return file;
    }

    /// <summary>All records, each after those of the same row that came before it.</summary>
    private static List<JsonElement> ChangesOf(Ledger ledger) => [.. ledger.InLineageOrder().SelectMany(shard => shard.Records.OrderBy(record => record.Number)).Select(record => record.Record)];

    private static IEnumerable<string> CountsOf(IEnumerable<JsonElement> changes, bool isFlat) => changes
        .GroupBy(change => $"{OperationOf(change, isFlat)} {(IsStatic(change) ? "static" : "row")}")
        .Select(group => $"{group.Key} {group.Count()}");

    private static IEnumerable<string> LatestOf(IEnumerable<JsonElement> changes)
    {
        var latest = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var change in changes.Where(change => !IsStatic(change)))
        {
            latest[$"{change.GetProperty("partitionKeys").GetProperty("content_id").GetProperty("uuidT")} {change.GetProperty("clusteringKeys").GetProperty("seq").GetProperty("intT")}"] = change;
        }

        Assert.Contains(latest.Values, change => !change.TryGetProperty("newImage", out _));
        return latest.Where(row => row.Value.TryGetProperty("newImage", out _)).Select(row => $"{row.Key} {RowOf(row.Value.GetProperty("newImage").GetProperty("valueCells"))}");
    }

    private static string RowOf(JsonElement cells) => string.Join(' ', [CellOf(cells, "title", "textT"), CellOf(cells, "version", "bigintT"), CityOf(cells)]);

    private static string CellOf(JsonElement cells, string column, string type) => cells.TryGetProperty(column, out var cell) && cell.GetProperty("value").TryGetProperty(type, out var value) ? $"{value}" : "-";

    private static string CityOf(JsonElement cells) =>
        cells.TryGetProperty("addr", out var cell) ? $"{cell.GetProperty("value").GetProperty("udtT").GetProperty("city").GetProperty("value").GetProperty("textT")}" : "-";

    private static bool IsStatic(JsonElement change) => !change.TryGetProperty("clusteringKeys", out var keys) || !keys.EnumerateObject().Any();

    private static string OperationOf(JsonElement change, bool isFlat) => (change.TryGetProperty("newImage", out _), change.TryGetProperty("oldImage", out _)) switch
    {
        (true, true) => isFlat ? "UPDATE" : "u",
        (true, false) => isFlat ? "INSERT" : "c",
        _ => isFlat ? "DELETE" : "d",
    };

    private static string TextOf(JsonNode row, params string[] columns) => row is JsonValue ? $"{row}" : string.Join(' ', columns.Select(column => $"{row[column] ?? "-"}"));

    private async Task<TestStand> RunAsync(string name, Uri folder, string format, string record, string compression, string keyTemplate, CancellationToken cancellationToken)
    {
        var stand = await TestStand.StartAsync(servers, new StandOrder { Name = name, Adjust = Adjust }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 1200, shards = 3, keys = 60, splits = 1, merges = 1, statics = 10 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        return stand;

        void Adjust(JsonObject settings)
        {
            Directory.CreateDirectory(folder.LocalPath);
            settings["source"]!["schema"] = JsonNode.Parse(Schema);
            var destination = settings["destination"]!;
            (destination["format"], destination["record"], destination["compression"], destination["keyTemplate"]) = (format, record, compression, keyTemplate);
            destination["endpoint"] = folder.AbsoluteUri;
            destination["rotation"] = new JsonObject { ["maxRecords"] = 200, ["maxAge"] = "1s" };
        }
    }
}

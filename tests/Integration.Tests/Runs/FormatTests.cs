using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>Changes through pods into files of each format, read by others' readers and by verify: every change is one row, with the values of the stream.</summary>
public sealed class FormatTests(AwsServers servers)
{
    private const string Schema = """
        {"columns":[{"name":"content_id","type":"uuid","kind":"PartitionKey"},{"name":"seq","type":"int","kind":"ClusteringKey"},{"name":"version","type":"bigint"},{"name":"title","type":"text"},
          {"name":"tags","type":"set<text>"},{"name":"attrs","type":"map<text, int>"},{"name":"addr","type":"frozen<address>"},{"name":"rating","type":"decimal"},{"name":"published","type":"timestamp"},
          {"name":"length","type":"duration"},{"name":"preview","type":"blob"}],
         "types":[{"name":"address","fields":[{"name":"city","type":"text"},{"name":"zip","type":"int"}]}]}
        """;

    [Theory]
    [InlineData("Parquet", "Zstd", "duckdb", ".parquet")]
    [InlineData("Parquet", "Snappy", "hyparquet", ".parquet")]
    [InlineData("Avro", "Zstd", "avro", ".avro")]
    [InlineData("Avro", "Gzip", "avsc", ".avro")]
    public async Task Flat_EveryChangeIsOneRow(string format, string compression, string reader, string ending)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        ForeignReaders.SkipUnlessInstalled();
        await using var stand = await RunAsync($"format-{format}-{compression}", settings => (settings["format"], settings["record"], settings["compression"]) = (format, "Flat", compression), cancellationToken);

        var objects = await DownloadAsync(stand, cancellationToken);
        var read = await ForeignReaders.ReadAsync(reader, objects.Values);

        Assert.All(objects.Keys, key => Assert.EndsWith(ending, key, StringComparison.Ordinal));
        await AssertEachChangeIsARowAsync(stand, [.. objects.Values.SelectMany(file => read[file])], cancellationToken);
    }

    [Fact]
    public async Task FlatLines_EveryChangeIsOneLine()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync("format-lines", settings => settings["record"] = "Flat", cancellationToken);

        var objects = await DownloadAsync(stand, cancellationToken);
        var lines = objects.Values.SelectMany(file => File.ReadAllLines(file)).Select(line => JsonNode.Parse(line)!);

        await AssertEachChangeIsARowAsync(stand, [.. lines], cancellationToken);
    }

    /// <summary>Two pods, one after the other in the middle of the load: the second finishes what the first one prepared.</summary>
    [Theory]
    [InlineData("Parquet")]
    [InlineData("Avro")]
    public async Task Killed_UnderLoad_EveryChangeIsStillOneRow(string format)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        ForeignReaders.SkipUnlessInstalled();
        await using var stand = await StartAsync($"format-killed-{format}", settings => (settings["format"], settings["record"]) = (format, "Flat"), cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 1000, shards = 4 }, cancellationToken);

        await Load.DuringAsync(
            stand.Emulator,
            new { rate = 1000 },
            async _ =>
            {
                for (var life = 0; life < 3; life++)
                {
                    var pod = await stand.StartPodAsync("pod-a", cancellationToken);
                    await stand.UntilPutsAsync(2, cancellationToken);
                    pod.Send(Signal.Kill);
                }
            },
            cancellationToken);

        await using var last = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var objects = await DownloadAsync(stand, cancellationToken);
        var read = await ForeignReaders.ReadAsync(format == "Avro" ? "avro" : "duckdb", objects.Values);
        await AssertEachChangeIsARowAsync(stand, [.. objects.Values.SelectMany(file => read[file])], cancellationToken);
    }

    [Theory]
    [InlineData("JsonLines", "Native", "Zstd")]
    [InlineData("JsonLines", "Flat", "GzipFile")]
    [InlineData("JsonLines", "Debezium", "Zstd")]
    [InlineData("Avro", "Debezium", "None")]
    [InlineData("Parquet", "Debezium", "Gzip")]
    [InlineData("Parquet", "Flat", "None")]
    public async Task WhatPodsWrote_IsVerifiedInDepth(string format, string record, string compression)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync(
            $"depth-{format}-{record}-{compression}",
            settings => (settings["format"], settings["record"], settings["compression"]) = (format, record, compression),
            cancellationToken);

        await AssertVerifiedAsync(stand, cancellationToken);
    }

    [Fact]
    public async Task SchemaThatIsGone_FailsTheVerification()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync("depth-schema", settings => (settings["format"], settings["record"]) = ("Parquet", "Flat"), cancellationToken);
        var listed = await stand.S3.ListObjectsV2Async(new Amazon.S3.Model.ListObjectsV2Request { BucketName = stand.Bucket }, cancellationToken);
        var schema = Assert.Single(listed.S3Objects, item => item.Key.Contains("/_schema/", StringComparison.Ordinal));
        await stand.S3.DeleteObjectAsync(stand.Bucket, schema.Key, cancellationToken);

        var (code, output) = await stand.VerifyAsync(cancellationToken);

        Assert.Equal(6, code);
        Assert.Contains("MissingSchema: The schema ", Assert.Single(output.Split('\n'), line => line.StartsWith("Missing", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Parquet", " is no Parquet file that can be read (")]
    [InlineData("Avro", "does not end with the marker of the file.")]
    public async Task DamagedFile_FailsTheVerificationAndTheOthersAreRead(string format, string fault)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await RunAsync($"depth-damage-{format}", settings => (settings["format"], settings["record"]) = (format, "Flat"), cancellationToken);
        var objects = await DownloadAsync(stand, cancellationToken);
        var (key, file) = objects.First();
        await DamageAsync(stand, key, await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken);

        var (code, output) = await stand.VerifyAsync(cancellationToken);

        Assert.Equal(6, code);
        var finding = Assert.Single(output.Split('\n'), line => line.Contains(key, StringComparison.Ordinal));
        Assert.StartsWith("UnreadableRecord: ", finding, StringComparison.Ordinal);
        Assert.Contains(fault, finding, StringComparison.Ordinal);
        Assert.Contains($"in {objects.Count} objects over", output, StringComparison.Ordinal);
        Assert.Contains(", 1 violations", output, StringComparison.Ordinal);
    }

    /// <summary>Changes the last byte but eight, which is in the footer of Parquet and in the marker of Avro, and has the metadata agree.</summary>
    private static async Task DamageAsync(TestStand stand, string key, byte[] bytes, CancellationToken cancellationToken)
    {
        bytes[^9] ^= 0x55;
        var stored = await stand.S3.GetObjectMetadataAsync(stand.Bucket, key, cancellationToken);
        using var content = new MemoryStream(bytes);
        var put = new Amazon.S3.Model.PutObjectRequest { BucketName = stand.Bucket, Key = key, InputStream = content };
        foreach (var name in stored.Metadata.Keys)
        {
            put.Metadata[name] = stored.Metadata[name];
        }

        put.Metadata["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        await stand.S3.PutObjectAsync(put, cancellationToken);
    }

    private static async Task AssertVerifiedAsync(TestStand stand, CancellationToken cancellationToken)
    {
        var (code, output) = await stand.VerifyAsync(cancellationToken);

        Assert.True(code == 0, output);
        Assert.Contains(", every object read", output, StringComparison.Ordinal);
    }

    private static async Task AssertEachChangeIsARowAsync(TestStand stand, IReadOnlyList<JsonNode> rows, CancellationToken cancellationToken)
    {
        await AssertVerifiedAsync(stand, cancellationToken);
        var ledger = await stand.LedgerAsync(cancellationToken);
        var changes = ledger.Shards.Values.SelectMany(shard => shard.Records.Select(record => (Id: $"{shard.ShardId} {record.SequenceNumber}", record.Record))).ToDictionary(change => change.Id, change => change.Record);

        Assert.Equal(changes.Keys.Order(StringComparer.Ordinal), rows.Select(IdOf).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(WantedOf(changes[IdOf(row)]), FoundOf(row)));
    }

    private static string IdOf(JsonNode row) => $"{row["_shard"]} {row["_seq"]!.GetValue<string>().TrimStart('0')}";

    private static string FoundOf(JsonNode row) =>
        $"{row["content_id"]} {row["seq"]} {row["_op"]} {row["title"] ?? "-"} {row["version"] ?? "-"} {row["rating"] ?? "-"} {row["addr"]?["city"] ?? "-"}/{row["addr"]?["zip"] ?? "-"} {row["length"]?["nanoseconds"] ?? "-"} public {IsPublicOf(row)}";

    /// <summary>The column is_public, which the schema lacks, from the text of columns that are not known.</summary>
    private static string IsPublicOf(JsonNode row) =>
        row["_unmapped"] is { } unmapped ? JsonNode.Parse(unmapped.GetValue<string>())!["is_public"]?["boolT"]?.ToString() ?? "-" : "-";

    private static string WantedOf(JsonElement record)
    {
        var keys = $"{record.GetProperty("partitionKeys").GetProperty("content_id").GetProperty("uuidT")} {record.GetProperty("clusteringKeys").GetProperty("seq").GetProperty("intT")}";
        var (hasNew, hasOld) = (record.TryGetProperty("newImage", out var image), record.TryGetProperty("oldImage", out _));
        var operation = (hasNew, hasOld) switch { (true, true) => "UPDATE", (true, false) => "INSERT", _ => "DELETE" };
        var cells = hasNew && image.TryGetProperty("valueCells", out var found) ? found : default;
        return $"{keys} {operation} {TextOf(cells, "title", "textT")} {TextOf(cells, "version", "bigintT")} {TextOf(cells, "rating", "decimalT")} {AddressOf(cells)} {NanosecondsOf(TextOf(cells, "length", "durationT"))} public {TextOf(cells, "is_public", "boolT")}";
    }

    private static string TextOf(JsonElement cells, string column, string type) =>
        cells.ValueKind == JsonValueKind.Object && cells.TryGetProperty(column, out var cell) && cell.GetProperty("value").TryGetProperty(type, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString().ToLowerInvariant()
            : "-";

    private static string AddressOf(JsonElement cells)
    {
        if (cells.ValueKind != JsonValueKind.Object || !cells.TryGetProperty("addr", out var cell))
        {
            return "-/-";
        }

        var fields = cell.GetProperty("value").GetProperty("udtT");
        return $"{fields.GetProperty("city").GetProperty("value").GetProperty("textT")}/{fields.GetProperty("zip").GetProperty("value").GetProperty("intT")}";
    }

    /// <summary>The workload writes minutes and seconds.</summary>
    private static string NanosecondsOf(string length)
    {
        if (length == "-")
        {
            return length;
        }

        var parts = length.TrimEnd('s').Split('m');
        return $"{((long.Parse(parts[0]) * 60) + long.Parse(parts[1])) * 1_000_000_000}";
    }

    private async Task<TestStand> RunAsync(string name, Action<JsonNode> destination, CancellationToken cancellationToken)
    {
        var stand = await StartAsync(name, destination, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 1500, shards = 3 }, cancellationToken);
        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        Assert.Equal(0, await pod.TerminateAsync(cancellationToken));
        return stand;
    }

    private Task<TestStand> StartAsync(string name, Action<JsonNode> destination, CancellationToken cancellationToken) => TestStand.StartAsync(
        servers,
        new StandOrder
        {
            Name = name,
            Adjust = settings =>
            {
                settings["source"]!["schema"] = JsonNode.Parse(Schema);
                settings["destination"]!["rotation"] = new JsonObject { ["maxRecords"] = 200, ["maxAge"] = "1s" };
                destination(settings["destination"]!);
            },
        },
        cancellationToken);

    /// <summary>The objects of rows as files, by their keys.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> DownloadAsync(TestStand stand, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var folder = Directory.CreateDirectory(Path.Combine(stand.Folder, "objects")).FullName;
        await foreach (var key in BucketCopy.KeysAsync(stand.S3, stand.Bucket, null, cancellationToken))
        {
            var file = Path.Combine(folder, $"{files.Count}-{key.Split('/')[^1]}");
            using var answer = await stand.S3.GetObjectAsync(stand.Bucket, key, cancellationToken);
            await answer.WriteResponseStreamToFileAsync(file, append: false, cancellationToken);
            files.Add(key, file);
        }

        return files;
    }
}

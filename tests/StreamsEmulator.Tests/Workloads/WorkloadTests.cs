using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Workloads;

public sealed class WorkloadTests
{
    [Fact]
    public async Task Workload_WithSplitsAndMerges_MakesExactlyWhatWasOrdered()
    {
        await using var host = await EmulatorHost.StartAsync();

        var figures = await host.PostAsync("/workloads", new { count = 2000, shards = 3, splits = 4, merges = 3 });

        Assert.Equal("finished", figures.GetProperty("state").GetString());
        Assert.Equal(2000, figures.GetProperty("changes").GetInt32());
        Assert.Equal("4 3", $"{figures.GetProperty("splits")} {figures.GetProperty("merges")}");
        Assert.True(figures.GetProperty("deletes").GetInt32() > 0);
        Assert.True(figures.GetProperty("expirations").GetInt32() > 0);
    }

    [Fact]
    public async Task Workload_ReadOverTheWire_IsExactlyTheLedger()
    {
        await using var host = await EmulatorHost.StartAsync();
        var figures = await host.PostAsync("/workloads", new { count = 2000, shards = 3, splits = 4, merges = 3 });
        var arn = figures.GetProperty("streamArn").GetString() ?? "";
        var read = new List<string>();
        foreach (var shard in await host.Wire.ShardsAsync(arn))
        {
            var id = shard.GetProperty("shardId").GetString() ?? "";
            read.AddRange((await host.Wire.ReadAllAsync(arn, id, most: 97)).Select(record => Line(id, record)));
        }

        var ledger = (await host.LedgerAsync())
            .Where(line => line.GetProperty("kind").GetString() == "record")
            .Select(line => Line(line.GetProperty("shardId").GetString() ?? "", line))
            .ToList();

        Assert.Equal(2000, ledger.Count);
        Assert.Equal(ledger, read);
    }

    [Fact]
    public async Task Workload_AlongTheLineage_KeepsTheVersionsOfEveryKeyInOrder()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/workloads", new { count = 3000, shards = 2, splits = 5, merges = 5, keys = 50 });
        var lines = await host.LedgerAsync("?records=true");
        var parents = lines.Where(line => line.GetProperty("kind").GetString() == "shard").ToDictionary(
            line => line.GetProperty("shardId").GetString() ?? "",
            line => line.GetProperty("parents").EnumerateArray().Select(parent => parent.GetString() ?? "").ToList());

        var byKey = lines.Where(line => line.GetProperty("kind").GetString() == "record")
            .OrderBy(line => Depth(line.GetProperty("shardId").GetString() ?? "", parents))
            .ThenBy(line => line.GetProperty("sequenceNumber").GetString(), StringComparer.Ordinal)
            .GroupBy(line => line.GetProperty("partitionKeys").GetRawText() + line.GetProperty("clusteringKeys").GetRawText());

        Assert.All(byKey, key => Assert.Equal(key.Select(Ordinal).Order(), key.Select(Ordinal)));
        Assert.All(byKey, key => Assert.Equal(Versions(key).Order(), Versions(key)));
    }

    [Fact]
    public async Task Workload_SameSeed_MakesTheSameRecords()
    {
        var first = await KeysOfRunAsync(seed: 5);
        var second = await KeysOfRunAsync(seed: 5);
        var other = await KeysOfRunAsync(seed: 6);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task Preload_ManyShards_FillsEachWithTheOrderedRecords()
    {
        await using var host = await EmulatorHost.StartAsync();

        var report = await host.PostAsync("/preload", new { shards = 200, recordsPerShard = 5, recordBytes = 2000 });

        var shards = (await host.GetAsync("/tables/media/media_content")).GetProperty("streams")[0].GetProperty("shards").EnumerateArray().ToList();
        Assert.Equal(1000, report.GetProperty("records").GetInt32());
        Assert.Equal(200, shards.Count);
        Assert.All(shards, shard => Assert.Equal(5, shard.GetProperty("records").GetInt32()));
        Assert.InRange(report.GetProperty("bytes").GetInt64() / 1000, 1900, 2100);
    }

    private static async Task<IReadOnlyList<string>> KeysOfRunAsync(int seed)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/workloads", new { count = 200, seed });
        return [.. (await host.LedgerAsync("?records=true")).Where(line => line.GetProperty("kind").GetString() == "record")
            .Select(line => line.GetProperty("record").GetRawText())];
    }

    private static int Depth(string shardId, Dictionary<string, List<string>> parents) =>
        parents[shardId].Count == 0 ? 0 : 1 + parents[shardId].Max(parent => Depth(parent, parents));

    private static long Ordinal(JsonElement line) => line.GetProperty("ordinal").GetInt64();

    private static List<long> Versions(IEnumerable<JsonElement> lines) =>
        [.. lines.Select(line => line.GetProperty("record")).Where(record => record.TryGetProperty("newImage", out _)).Select(record => long.Parse(
            record.GetProperty("newImage").GetProperty("valueCells").GetProperty("version").GetProperty("value").GetProperty("bigintT").GetString() ?? "",
            System.Globalization.CultureInfo.InvariantCulture))];

    private static string Line(string shardId, JsonElement record) =>
        $"{shardId} {record.GetProperty("sequenceNumber")} {record.GetProperty("partitionKeys").GetRawText()} {record.GetProperty("clusteringKeys").GetRawText()}";
}

using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tables;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

/// <summary>Static columns have records of their own: https://docs.aws.amazon.com/keyspaces/latest/devguide/cdc.html</summary>
public sealed class StaticColumnTests
{
    private const string Insert = """{"operation":"insert","key":{"id":1,"seq":7},"values":{"title":"a"},"writeTime":1}""";
    private const string Static = """{"operation":"update","key":{"id":1},"values":{"owner":"ann"},"writeTime":2}""";
    private const string Row = """{"operation":"update","key":{"id":1,"seq":7},"values":{"title":"b"},"writeTime":3}""";
    private const string Both = """{"operation":"update","key":{"id":1,"seq":7},"values":{"title":"c","owner":"bob"},"writeTime":4}""";
    private const string Removal = """{"operation":"update","key":{"id":1},"values":{"owner":null}}""";
    private const string Partition = """{"operation":"delete","key":{"id":1}}""";

    [Fact]
    public async Task StaticColumnAlone_IsTheOnlyColumnOfOneRecord()
    {
        var records = await RecordsAsync(clusteringKeys: false, Insert, Static);

        Assert.Equal(2, records.Count);
        Assert.Equal("""{"staticCells":{"owner":{"value":{"textT":"ann"},"metadata":{"writeTime":"2"}}}}""", records[1].GetProperty("newImage").GetRawText());
        Assert.False(records[1].TryGetProperty("oldImage", out _));
        Assert.False(records[1].TryGetProperty("clusteringKeys", out _));
    }

    [Fact]
    public async Task RowColumnsAlone_LeaveTheStaticOnesOut()
    {
        var records = await RecordsAsync(clusteringKeys: false, Insert, Static, Row);

        Assert.Equal(["title=a", "owner=ann", "title=b old title=a"], records.Select(Text));
    }

    [Fact]
    public async Task BothKinds_MakeTwoRecords()
    {
        var records = await RecordsAsync(clusteringKeys: false, Insert, Static, Both);

        Assert.Equal(["title=a", "owner=ann", "title=c old title=a", "owner=bob old owner=ann"], records.Select(Text));
    }

    [Fact]
    public async Task BothKinds_TheReportNamesBothRecords()
    {
        await using var host = await EmulatorHost.StartAsync();
        await CreateAsync(host, clusteringKeys: false);

        var report = await host.ApplyAsync(Both, "media/owned");

        Assert.Equal("1 2", $"{report.GetProperty("changes")} {report.GetProperty("records").GetArrayLength()}");
    }

    [Fact]
    public async Task StaticColumnRemoved_HasNoNewImage()
    {
        var records = await RecordsAsync(clusteringKeys: false, Static, Removal);

        Assert.Equal("- old owner=ann", Text(records[1]));
    }

    [Fact]
    public async Task PartitionDeleted_IsOneRecordForEachRowAndOneForTheStaticColumns()
    {
        var records = await RecordsAsync(clusteringKeys: false, Insert, Insert.Replace(":7", ":8", StringComparison.Ordinal), Static, Partition);

        Assert.Equal(["- old title=a", "- old title=a", "- old owner=ann"], records.Skip(3).Select(Text));
    }

    [Theory]
    [InlineData(Static, "{}")]
    [InlineData(Both, """{"seq":{"intT":"7"}}""")]
    public async Task StaticClusteringKeys_RecordsOfStaticColumnsHaveThem(string change, string expected)
    {
        var records = await RecordsAsync(clusteringKeys: true, change);

        Assert.Equal(expected, records[^1].GetProperty("clusteringKeys").GetRawText());
        Assert.Equal("""{"id":{"intT":"1"}}""", records[^1].GetProperty("partitionKeys").GetRawText());
        Assert.True(records[^1].GetProperty("newImage").TryGetProperty("staticCells", out _));
    }

    [Fact]
    public async Task Workload_WithStatics_MakesRecordsOfBothKindsAndNeverAMixedOne()
    {
        await using var host = await EmulatorHost.StartAsync();
        var figures = await host.PostAsync("/workloads", new { count = 500, shards = 1, statics = 30 });
        var arn = figures.GetProperty("streamArn").GetString() ?? "";

        var images = (await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn)))
            .Select(record => record.TryGetProperty("newImage", out var image) ? image : record.GetProperty("oldImage"))
            .Select(image => (Row: image.TryGetProperty("valueCells", out _), Static: image.TryGetProperty("staticCells", out _)))
            .ToList();

        Assert.Contains((true, false), images);
        Assert.Contains((false, true), images);
        Assert.DoesNotContain((true, true), images);
        Assert.True(images.Count > 500, $"{images.Count} records");
    }

    private static async Task<IReadOnlyList<JsonElement>> RecordsAsync(bool clusteringKeys, params string[] changes)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await CreateAsync(host, clusteringKeys);
        await host.ApplyAsync(string.Join('\n', changes), "media/owned");
        return await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));
    }

    private static async Task<string> CreateAsync(EmulatorHost host, bool clusteringKeys)
    {
        var report = await host.CreateAsync(new TableDocument
        {
            Keyspace = "media", Table = "owned", PartitionKey = ["id"], ClusteringKey = ["seq"], Static = ["owner"], StaticClusteringKeys = clusteringKeys,
            Columns = new Dictionary<string, string> { ["id"] = "int", ["seq"] = "int", ["owner"] = "text", ["title"] = "text" },
        });
        return report.GetProperty("streams")[0].GetProperty("streamArn").GetString() ?? "";
    }

    private static string Text(JsonElement record) =>
        Image(record, "newImage") + (record.TryGetProperty("oldImage", out _) ? $" old {Image(record, "oldImage")}" : "");

    private static string Image(JsonElement record, string name) => record.TryGetProperty(name, out var image)
        ? string.Join(",", new[] { "valueCells", "staticCells" }.Where(kind => image.TryGetProperty(kind, out _)).SelectMany(kind => image.GetProperty(kind).EnumerateObject())
            .Select(cell => $"{cell.Name}={cell.Value.GetProperty("value").EnumerateObject().Single().Value}"))
        : "-";
}

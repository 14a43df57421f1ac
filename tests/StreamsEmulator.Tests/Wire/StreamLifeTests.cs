using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class StreamLifeTests
{
    private static readonly object Media = new { keyspaceName = "media", tableName = "media_content" };

    [Fact]
    public async Task GetTable_OfATableWithAStream_TellsSchemaAndStream()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(viewType: "NEW_IMAGE");

        var table = (await host.Wire.CallAsync("KeyspacesService.GetTable", Media)).Body;

        var schema = table.GetProperty("schemaDefinition");
        Assert.Equal(arn, table.GetProperty("latestStreamArn").GetString());
        Assert.Equal("""{"status":"ENABLED","viewType":"NEW_IMAGE"}""", table.GetProperty("cdcSpecification").GetRawText());
        Assert.Equal("""{"name":"tags","type":"set<text>"}""", schema.GetProperty("allColumns")[4].GetRawText());
        Assert.Equal("""[{"name":"content_id"}]""", schema.GetProperty("partitionKeys").GetRawText());
        Assert.Equal("""[{"name":"seq","orderBy":"ASC"}]""", schema.GetProperty("clusteringKeys").GetRawText());
        Assert.Equal("[]", schema.GetProperty("staticColumns").GetRawText());
    }

    [Fact]
    public async Task Disable_ThenEnable_KeepsTheOldStreamReadableBesideTheNewOne()
    {
        await using var host = await EmulatorHost.StartAsync();
        var before = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 2);
        await host.PostAsync("/tables/media/media_content/disable", new { });
        await host.InsertAsync(rows: 1);
        await host.PostAsync("/tables/media/media_content/enable", new { shards = 1 });
        await host.ApplyAsync(MediaChange.Insert(9));

        var after = (await host.Wire.CallAsync("KeyspacesService.GetTable", Media)).Text("latestStreamArn") ?? "";
        var oldRecords = await host.Wire.ReadAllAsync(before, await host.Wire.FirstShardAsync(before));
        var newRecords = await host.Wire.ReadAllAsync(after, await host.Wire.FirstShardAsync(after));

        Assert.NotEqual(before, after);
        Assert.Equal(["1", "2"], oldRecords.Select(ReadingTests.Seq));
        Assert.Equal(["9"], newRecords.Select(ReadingTests.Seq));
    }

    [Fact]
    public async Task Status_WithADelay_PassesThroughAllFour()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Streams = new() { StatusDelay = TimeSpan.FromSeconds(9) } });
        var arn = await host.CreateMediaAsync();
        var statuses = new List<string?> { await StatusAsync(host, arn) };
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        statuses.Add(await StatusAsync(host, arn));
        await host.PostAsync("/tables/media/media_content/disable", new { });
        statuses.Add(await StatusAsync(host, arn));
        host.Clock.Advance(TimeSpan.FromSeconds(9));
        statuses.Add(await StatusAsync(host, arn));

        Assert.Equal(["ENABLING", "ENABLED", "DISABLING", "DISABLED"], statuses);
    }

    [Fact]
    public async Task GetStream_TokenOfAnotherListing_IsInvalidFormat()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(shards: 3);
        var shard = await host.Wire.FirstShardAsync(arn);
        var token = (await host.Wire.GetStreamAsync(new { streamArn = arn, maxResults = 1 })).Text("nextToken");

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn, nextToken = token, shardFilter = new { type = "CHILD_SHARDS", shardId = shard } });

        Assert.Equal("InvalidFormat", answer.ErrorCode);
    }

    [Fact]
    public async Task GetStream_TokenTooOld_IsExpiredNextToken()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(shards: 3);
        var token = (await host.Wire.GetStreamAsync(new { streamArn = arn, maxResults = 1 })).Text("nextToken");
        host.Clock.Advance(TimeSpan.FromMinutes(15.1));

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn, nextToken = token });

        Assert.Equal("ValidationException ExpiredNextToken", $"{answer.Type} {answer.ErrorCode}");
    }

    private static async Task<string?> StatusAsync(EmulatorHost host, string arn) =>
        (await host.Wire.GetStreamAsync(new { streamArn = arn })).Text("streamStatus");
}

using System.Globalization;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Golden;

/// <summary>Answers of this server have the members and kinds of the golden answers.</summary>
public sealed class GoldenShapeTests
{
    [Fact]
    public async Task ListStreams_OnePageOfTwo_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();
        await host.PostAsync("/tables/media/media_content/disable", new { });
        await host.PostAsync("/tables/media/media_content/enable", new { shards = 1 });

        var answer = await host.Wire.ListStreamsAsync(new { keyspaceName = "media", tableName = "media_content", maxResults = 1 });

        AssertShape("ListStreams/table-first-page.response", answer);
        Assert.InRange(answer.Text("nextToken")?.Length ?? 0, 80, 3000);
    }

    [Fact]
    public async Task ListStreams_Nothing_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();

        AssertShape("ListStreams/none.response", await host.Wire.ListStreamsAsync());
    }

    [Fact]
    public async Task GetStream_ChildrenOfAMerge_HaveTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(shards: 2);
        var parent = await host.Wire.FirstShardAsync(arn);
        await host.PostAsync("/tables/media/media_content/merge", new { });

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn, shardFilter = new { type = "CHILD_SHARDS", shardId = parent } });

        AssertShape("GetStream/merged-shard.response", answer);
        Assert.Equal(2, answer.Body.GetProperty("shards")[0].GetProperty("parentShardIds").GetArrayLength());
    }

    [Fact]
    public async Task GetStream_FirstPageOfClosedShards_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(shards: 3);
        await host.PostAsync("/tables/media/media_content/disable", new { });

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn, maxResults = 2 });

        AssertShape("GetStream/first-page.response", answer);
        Assert.InRange(answer.Body.GetProperty("shards")[0].GetProperty("shardId").GetString()?.Length ?? 0, 28, 65);
    }

    [Fact]
    public async Task GetStream_StillEnabling_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Streams = new() { StatusDelay = TimeSpan.FromSeconds(9) } });
        var arn = await host.CreateMediaAsync();

        var answer = await host.Wire.GetStreamAsync(new { streamArn = arn });

        AssertShape("GetStream/no-shards-yet.response", answer);
        Assert.Equal("ENABLING", answer.Text("streamStatus"));
    }

    [Fact]
    public async Task GetShardIterator_Any_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();

        var answer = await host.Wire.GetShardIteratorAsync(
            new { streamArn = arn, shardId = await host.Wire.FirstShardAsync(arn), shardIteratorType = "LATEST" });

        AssertShape("GetShardIterator/latest.response", answer);
    }

    [Fact]
    public async Task GetRecords_NothingAtTheTip_HasTheGoldenShape()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();

        var answer = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));

        AssertShape("GetRecords/empty-at-tip.response", answer);
    }

    [Fact]
    public async Task GetRecords_EndOfClosedShard_LacksTheNextIteratorAsTheGoldenOne()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.PostAsync("/tables/media/media_content/disable", new { });

        var answer = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));

        var golden = GoldenDocument.Read("GetRecords/shard-closed.response");
        Assert.Equal(golden.Body.TryGetProperty("nextShardIterator", out _), answer.Body.TryGetProperty("nextShardIterator", out _));
        Assert.Null(answer.Next);
    }

    [Theory]
    [InlineData("throttle", "ThrottlingException")]
    [InlineData("access-denied", "AccessDeniedException")]
    [InlineData("internal-error", "InternalServerException")]
    [InlineData("expired", "ValidationException-ExpiredNextToken")]
    [InlineData("trimmed", "ValidationException-TrimmedDataAccess")]
    public async Task Error_Ordered_HasTheGoldenShapeTypeAndCode(string kind, string name)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.PostAsync("/faults", new { kind });

        var answer = await host.Wire.ListStreamsAsync();

        AssertShape($"errors/{name}", answer);
        var golden = GoldenDocument.Read($"errors/{name}").Body;
        Assert.Equal(golden.GetProperty("__type").GetString(), answer.Text("__type"));
        Assert.Equal(golden.TryGetProperty("errorCode", out var code) ? code.GetString() : null, answer.ErrorCode);
    }

    private static void AssertShape(string name, WireAnswer answer)
    {
        var golden = GoldenDocument.Read(name);
        Assert.Equal(
            JsonShape.Of(golden.Body).Prepend(golden.Status.ToString(CultureInfo.InvariantCulture)),
            JsonShape.Of(answer.Body).Prepend(answer.Status.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal("application/x-amz-json-1.0", answer.ContentType);
    }
}

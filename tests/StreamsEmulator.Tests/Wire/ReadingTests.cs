using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class ReadingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task GetRecords_OfAnOlderServer_TellsNoPosition(int rows)
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Wire = new() { EmptyPages = 0, Positions = false } });
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows);

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));
        await host.PostAsync("/tables/media/media_content/disable", new { });
        var last = await host.Wire.GetRecordsAsync(page.Next);

        Assert.Equal(rows, page.Records.Count);
        Assert.False(page.Body.TryGetProperty("iteratorDescription", out _));
        Assert.Equal("""{"changeRecords":[]}""", last.Body.GetRawText());
    }

    [Fact]
    public async Task GetRecords_SmallMaxResults_PagesWithoutGapsAndEndsAtTheTip()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 7);
        var iterator = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn));

        var first = await host.Wire.GetRecordsAsync(iterator, most: 5);
        var second = await host.Wire.GetRecordsAsync(first.Next, most: 5);
        var third = await host.Wire.GetRecordsAsync(second.Next, most: 5);

        Assert.Equal(["5 BEHIND_TIP", "2 AT_TIP", "0 AT_TIP"], new[] { first, second, third }.Select(page => $"{page.Records.Count} {page.Position}"));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], first.Records.Concat(second.Records).Select(Seq));
    }

    [Fact]
    public async Task GetRecords_NoMaxResults_Returns100()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 120);

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));

        Assert.Equal(100, page.Records.Count);
    }

    [Fact]
    public async Task GetRecords_PageOfBytesFull_EndsEarlyButNeverEmpty()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Wire = new() { EmptyPages = 0, PageBytes = 10 } });
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 2);

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));

        Assert.Single(page.Records);
        Assert.Equal("BEHIND_TIP", page.Position);
    }

    [Fact]
    public async Task GetRecords_EndOfClosedShard_GivesNoNextIterator()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 2);
        var shard = await host.Wire.FirstShardAsync(arn);
        await host.PostAsync("/tables/media/media_content/split", new { into = 2 });

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shard));

        Assert.Equal(2, page.Records.Count);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task GetRecords_EmptyPagesCertain_StaysBehindTheTipWithoutRecords()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Wire = new() { EmptyPages = 1 } });
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 1);

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn)));

        Assert.Empty(page.Records);
        Assert.Equal("BEHIND_TIP", page.Position);
        Assert.NotNull(page.Next);
    }

    [Theory]
    [InlineData("AT_SEQUENCE_NUMBER", "2")]
    [InlineData("AFTER_SEQUENCE_NUMBER", "3")]
    public async Task GetShardIterator_BySequenceNumber_BeginsThere(string type, string firstSeq)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var shard = await host.Wire.FirstShardAsync(arn);
        var number = (await host.Wire.ReadAllAsync(arn, shard))[1].GetProperty("sequenceNumber").GetString();

        var page = await host.Wire.GetRecordsAsync(await host.Wire.IteratorAsync(arn, shard, type, number));

        Assert.Equal(firstSeq, Seq(page.Records[0]));
    }

    [Fact]
    public async Task GetShardIterator_Latest_SkipsWhatIsThere()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var iterator = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn), "LATEST");
        await host.ApplyAsync(MediaChange.Insert(9));

        var page = await host.Wire.GetRecordsAsync(iterator);

        Assert.Equal("9", Seq(Assert.Single(page.Records)));
    }

    [Fact]
    public async Task GetRecords_IteratorOlderThan15Minutes_IsExpired()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        var iterator = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn));
        host.Clock.Advance(TimeSpan.FromMinutes(15));
        var inTime = await host.Wire.GetRecordsAsync(iterator);
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var late = await host.Wire.GetRecordsAsync(iterator);

        Assert.Equal(200, inTime.Status);
        Assert.Equal("400 ValidationException ExpiredIterator", $"{late.Status} {late.Type} {late.ErrorCode}");
    }

    [Fact]
    public async Task GetRecords_ThirdReaderOfAShard_IsThrottled()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        var shard = await host.Wire.FirstShardAsync(arn);
        var (first, second, third) = (
            await host.Wire.IteratorAsync(arn, shard), await host.Wire.IteratorAsync(arn, shard), await host.Wire.IteratorAsync(arn, shard));

        var answers = new[]
        {
            await host.Wire.GetRecordsAsync(first), await host.Wire.GetRecordsAsync(second), await host.Wire.GetRecordsAsync(third),
        };

        Assert.Equal(["200 ", "200 ", "400 ThrottlingException"], answers.Select(answer => $"{answer.Status} {answer.Type}"));
    }

    internal static string Seq(System.Text.Json.JsonElement record) =>
        record.GetProperty("clusteringKeys").GetProperty("seq").GetProperty("intT").GetString() ?? "";
}

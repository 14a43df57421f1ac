using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Wire;

public sealed class TrimmingTests
{
    [Theory]
    [InlineData("AT_SEQUENCE_NUMBER")]
    [InlineData("AFTER_SEQUENCE_NUMBER")]
    public async Task GetShardIterator_NumberTrimmed_IsTrimmedDataAccess(string type)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var shard = await host.Wire.FirstShardAsync(arn);
        var number = (await host.Wire.ReadAllAsync(arn, shard))[1].GetProperty("sequenceNumber").GetString();
        await host.PostAsync("/tables/media/media_content/trim", new { throughSequenceNumber = number });

        var answer = await host.Wire.GetShardIteratorAsync(new { streamArn = arn, shardId = shard, shardIteratorType = type, sequenceNumber = number });

        Assert.Equal("400 ValidationException TrimmedDataAccess", $"{answer.Status} {answer.Type} {answer.ErrorCode}");
        Assert.Equal("3", ReadingTests.Seq(Assert.Single(await host.Wire.ReadAllAsync(arn, shard))));
    }

    [Fact]
    public async Task GetRecords_PositionTrimmedMeanwhile_IsTrimmedDataAccess()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var iterator = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn));
        await host.PostAsync("/tables/media/media_content/trim", new { oldest = 1 });

        var answer = await host.Wire.GetRecordsAsync(iterator);

        Assert.Equal("TrimmedDataAccess", answer.ErrorCode);
    }

    [Fact]
    public async Task GetRecords_TipOfAShardTrimmedWhole_StillReads()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var tip = await host.Wire.IteratorAsync(arn, await host.Wire.FirstShardAsync(arn), "LATEST");
        await host.PostAsync("/tables/media/media_content/trim", new { });
        await host.ApplyAsync(MediaChange.Insert(4));

        var page = await host.Wire.GetRecordsAsync(tip);

        Assert.Equal("4", ReadingTests.Seq(Assert.Single(page.Records)));
    }

    [Fact]
    public async Task Retention_Passed_TrimsRecordsAndDropsClosedShards()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        var parent = await host.Wire.FirstShardAsync(arn);
        await host.PostAsync("/tables/media/media_content/split", new { into = 2 });
        host.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        var shards = await host.Wire.ShardsAsync(arn);
        var iterator = await host.Wire.GetShardIteratorAsync(new { streamArn = arn, shardId = parent, shardIteratorType = "TRIM_HORIZON" });

        Assert.Equal(2, shards.Count);
        Assert.All(shards, shard => Assert.Equal(parent, shard.GetProperty("parentShardIds")[0].GetString()));
        Assert.Equal("ResourceNotFoundException", iterator.Type);
    }

    [Fact]
    public async Task Ledger_RecordsTrimmed_StillNamesThem()
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();
        await host.InsertAsync(rows: 3);
        await host.PostAsync("/tables/media/media_content/trim", new { oldest = 2 });

        var records = (await host.LedgerAsync()).Where(line => line.GetProperty("kind").GetString() == "record").ToList();

        Assert.Equal(["1 True", "2 True", "3 False"], records.Select(line => $"{ReadingTests.Seq(line)} {line.GetProperty("trimmed").GetBoolean()}"));
    }
}

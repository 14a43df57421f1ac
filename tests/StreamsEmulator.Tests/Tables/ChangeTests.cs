using System.Text.Json;
using KeyspacesStreamer.StreamsEmulator.Tests.Hosting;

namespace KeyspacesStreamer.StreamsEmulator.Tests.Tables;

public sealed class ChangeTests
{
    [Fact]
    public async Task Changes_OfOneRow_CarryOldAndNewImages()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync($"""
            [{MediaChange.Write("insert", 1, """{"title":"a","rating":"1.5"}""")},
             {MediaChange.Write("update", 1, """{"title":"b","rating":null}""")},
             {MediaChange.Remove("delete", 1)},
             {MediaChange.Remove("delete", 1)}]
            """);

        var records = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));

        Assert.Equal(
            ["new title=a,rating=1.5 old -", "new title=b old title=a,rating=1.5", "new - old title=b"],
            records.Select(record => $"new {Cells(record, "newImage")} old {Cells(record, "oldImage")}"));
    }

    [Theory]
    [InlineData("NEW_AND_OLD_IMAGES", "newImage,oldImage")]
    [InlineData("NEW_IMAGE", "newImage")]
    [InlineData("OLD_IMAGE", "oldImage")]
    [InlineData("KEYS_ONLY", "")]
    public async Task Update_PerViewType_CarriesOnlyItsImages(string viewType, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync(viewType: viewType);
        await host.ApplyAsync(MediaChange.Insert(1) + MediaChange.Write("update", 1, """{"title":"b"}"""));

        var update = (await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn)))[1];

        var images = update.EnumerateObject().Select(member => member.Name).Where(name => name.EndsWith("Image", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(",", images));
    }

    [Fact]
    public async Task RowWithTtl_TimeRunsOut_IsRemovedByATtlRecord()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync($$"""{"operation":"insert","key":{{MediaChange.Key(1)}},"values":{"title":"a"},"ttlSeconds":60}""");
        host.Clock.Advance(TimeSpan.FromSeconds(62));

        var expiry = await EventuallyAsync(host, arn, records: 2);

        Assert.Equal("TTL new - old title=a", $"{expiry.GetProperty("origin").GetString()} new {Cells(expiry, "newImage")} old {Cells(expiry, "oldImage")}");
    }

    [Fact]
    public async Task CellWithTtl_TimeRunsOut_LeavesTheRestOfTheRow()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync(MediaChange.Insert(1)
            + $$"""{"operation":"update","key":{{MediaChange.Key(1)}},"values":{"rating":"2"},"ttlSeconds":60}""");
        host.Clock.Advance(TimeSpan.FromSeconds(62));

        var expiry = await EventuallyAsync(host, arn, records: 3);

        Assert.Equal("TTL title=Summer", $"{expiry.GetProperty("origin").GetString()} {Cells(expiry, "newImage")}");
    }

    [Fact]
    public async Task RowWrittenAgainWithALongerTtl_FirstTimeRunsOut_LivesUntilTheSecond()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync($$"""
            {"operation":"insert","key":{{MediaChange.Key(1)}},"values":{"title":"a"},"ttlSeconds":60}
            {"operation":"update","key":{{MediaChange.Key(1)}},"values":{"title":"b"},"ttlSeconds":600}
            """);

        host.Clock.Advance(TimeSpan.FromSeconds(62));
        host.ExpireRows("media", "media_content");
        var afterTheFirst = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));
        host.Clock.Advance(TimeSpan.FromSeconds(600));
        host.ExpireRows("media", "media_content");
        var afterTheSecond = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));

        Assert.Equal(2, afterTheFirst.Count);
        Assert.Equal("new - old title=b", $"new {Cells(afterTheSecond[2], "newImage")} old {Cells(afterTheSecond[2], "oldImage")}");
    }

    [Fact]
    public async Task Change_FromAnotherRegion_SaysReplication()
    {
        await using var host = await EmulatorHost.StartAsync();
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync($$"""{"operation":"insert","key":{{MediaChange.Key(1)}},"values":{"title":"a"},"origin":"REPLICATION"}""");

        var record = (await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn))).Single();

        Assert.Equal("REPLICATION", record.GetProperty("origin").GetString());
    }

    [Fact]
    public async Task RowWithTtl_DelayOfDays_IsRemovedWhenTheyAreOver()
    {
        await using var host = await EmulatorHost.StartAsync(EmulatorHost.Quiet with { Streams = new() { ExpiryDelay = TimeSpan.FromDays(3), Retention = TimeSpan.FromDays(30) } });
        var arn = await host.CreateMediaAsync();
        await host.ApplyAsync($$"""{"operation":"insert","key":{{MediaChange.Key(1)}},"values":{"title":"a"},"ttlSeconds":60}""");

        host.Clock.Advance(TimeSpan.FromDays(2.9));
        host.ExpireRows("media", "media_content");
        var before = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));
        host.Clock.Advance(TimeSpan.FromDays(0.2));
        host.ExpireRows("media", "media_content");
        var after = await host.Wire.ReadAllAsync(arn, await host.Wire.FirstShardAsync(arn));

        Assert.Single(before);
        Assert.Equal("TTL new - old title=a", $"{after[1].GetProperty("origin").GetString()} new {Cells(after[1], "newImage")} old {Cells(after[1], "oldImage")}");
    }

    [Theory]
    [InlineData("""{"operation":"insert","key":{"content_id":"no","seq":1}}""", "\"no\" does not fit uuidT")]
    [InlineData("""{"operation":"insert","key":{"seq":1}}""", "lacks key column 'content_id'")]
    [InlineData("""{"operation":"upsert","key":{}}""", "operation")]
    [InlineData("""{"operation":"delete","keys":{}}""", "keys")]
    public async Task Change_ThatMakesNoSense_IsRefusedWithTheReason(string change, string expected)
    {
        await using var host = await EmulatorHost.StartAsync();
        await host.CreateMediaAsync();

        using var answer = await host.RefusedAsync("/tables/media/media_content/changes", JsonDocument.Parse(change).RootElement);

        Assert.Equal(400, (int)answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(expected, body.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> EventuallyAsync(EmulatorHost host, string arn, int records)
    {
        var shard = await host.Wire.FirstShardAsync(arn);
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var read = await host.Wire.ReadAllAsync(arn, shard);
            if (read.Count >= records)
            {
                return read[^1];
            }
        }

        throw new TimeoutException($"No record {records} after 500 reads of {shard}.");
    }

    private static string Cells(JsonElement record, string image) =>
        record.TryGetProperty(image, out var row)
            ? string.Join(",", row.GetProperty("valueCells").EnumerateObject().Select(cell =>
                $"{cell.Name}={cell.Value.GetProperty("value").EnumerateObject().Single().Value}"))
            : "-";
}

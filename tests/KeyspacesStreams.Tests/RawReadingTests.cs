using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;
using KeyspacesStreamer.RawStreams;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>Raw pages come through the same pipeline as typed ones.</summary>
public sealed class RawReadingTests
{
    [Fact]
    public async Task GetRecords_AGoldenPage_GivesRecordsAndPosition()
    {
        await using var server = new WireServer(Answer.Golden("GetRecords", "several.response.json"));
        using var client = Clients.For(server);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 1000, TestContext.Current.CancellationToken);

        Assert.Equal("""{"maxResults":1000,"shardIterator":"it"}""", Assert.Single(server.Requests).Text);
        Assert.Equal(5, page.Count);
        Assert.Equal(RawIteratorPosition.BehindTip, page.Position);
        Assert.Equal("111111114000000000000021", page.SequenceNumberOf(page[0]));
        Assert.Equal("111111114000000000000025", page.SequenceNumberOf(page[4]));
        Assert.Equal("1767397800.037"u8, page.CreatedAtOf(page[0]));
        Assert.EndsWith("|next|iterator-AAAAAAAAAAEv0123456789+/==", page.NextShardIterator, StringComparison.Ordinal);
    }
}

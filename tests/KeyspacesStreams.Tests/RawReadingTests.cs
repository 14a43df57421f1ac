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

    [Fact]
    public async Task GetRecords_ABodyInChunks_IsReadWhole()
    {
        var records = string.Join(',', Enumerable.Range(0, 3000).Select(i => $$"""{"sequenceNumber":"{{i:D24}}","eventVersion":"1.0"}"""));
        var answer = Answer.Json($$"""{"changeRecords":[{{records}}]}""") with { Chunked = true };
        await using var server = new WireServer(answer);
        using var client = Clients.For(server);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 1000, TestContext.Current.CancellationToken);

        Assert.Equal(3000, page.Count);
        Assert.Equal(answer.Body, page.Body.ToArray());
        Assert.InRange(page.RentedBytes, page.BodyBytes, 4 * answer.Body.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetRecords_ABodyPastTheLimit_IsRefusedWithoutRetries(bool chunked)
    {
        await using var server = new WireServer(Answer.Golden("GetRecords", "several.response.json") with { Chunked = chunked });
        using var client = Clients.For(server, retries: 3);
        var reader = new RawRecordReader(client, maxBodyBytes: 100);

        await Assert.ThrowsAsync<BodyTooLargeException>(() => reader.GetRecordsAsync("it", 1000, TestContext.Current.CancellationToken));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetRecords_ABodyThatIsNoPage_IsMalformed()
    {
        await using var server = new WireServer(Answer.Json("""{"changeRecords":[{}]}"""));
        using var client = Clients.For(server, retries: 3);

        await Assert.ThrowsAsync<MalformedPageException>(
            () => new RawRecordReader(client).GetRecordsAsync("it", 1000, TestContext.Current.CancellationToken));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GetRecords_AChecksumThatFits_IsAccepted()
    {
        var answer = Answer.Json("""{"changeRecords":[]}""");
        var headers = new Dictionary<string, string>(answer.Headers) { ["x-amz-crc32"] = "3412667997" };
        await using var server = new WireServer(answer with { Headers = headers });
        using var client = Clients.For(server);

        using var page = await new RawRecordReader(client).GetRecordsAsync("it", 1000, TestContext.Current.CancellationToken);
        var typed = await client.GetRecordsAsync(new() { ShardIterator = "it" }, TestContext.Current.CancellationToken);

        Assert.Equal(0, page.Count);
        Assert.Empty(typed.ChangeRecords!);
        Assert.Equal(2, server.Requests.Length);
    }
}

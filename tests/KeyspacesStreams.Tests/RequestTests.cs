using System.Text.Json;
using Amazon.KeyspacesStreams;
using Amazon.KeyspacesStreams.Model;
using KeyspacesStreamer.KeyspacesStreams.Tests.Wire;

namespace KeyspacesStreamer.KeyspacesStreams.Tests;

/// <summary>What the client sends is what the golden requests say.</summary>
public sealed class RequestTests
{
    private const string Arn =
        "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/media_content/stream/2026-01-01T00:00:00.123";

    private const string Shard = "shardId-00000001767225600123-a1b2c3d4";
    private const string Number = "111111114000000000000042";

    private static readonly Dictionary<string, Func<IAmazonKeyspacesStreams, CancellationToken, Task>> Calls = new()
    {
        ["ListStreams/all"] = (c, t) => c.ListStreamsAsync(new(), t),
        ["ListStreams/keyspace"] = (c, t) => c.ListStreamsAsync(new() { KeyspaceName = "media" }, t),
        ["ListStreams/table-first-page"] = (c, t) => c.ListStreamsAsync(
            new() { KeyspaceName = "media", TableName = "media_content", MaxResults = 1 }, t),
        ["ListStreams/table-last-page"] = (c, t) => c.ListStreamsAsync(
            new() { KeyspaceName = "media", TableName = "media_content", MaxResults = 1, NextToken = Token("list-1") }, t),
        ["GetStream/plain"] = (c, t) => c.GetStreamAsync(new() { StreamArn = Arn }, t),
        ["GetStream/first-page"] = (c, t) => c.GetStreamAsync(new() { StreamArn = Arn, MaxResults = 2 }, t),
        ["GetStream/last-page"] = (c, t) => c.GetStreamAsync(
            new() { StreamArn = Arn, MaxResults = 2, NextToken = Token("shards-1") }, t),
        ["GetStream/child-shards"] = (c, t) => c.GetStreamAsync(
            new() { StreamArn = Arn, ShardFilter = new() { ShardId = Shard, Type = ShardFilterType.CHILD_SHARDS } }, t),
        ["GetShardIterator/trim-horizon"] = (c, t) => c.GetShardIteratorAsync(
            new() { StreamArn = Arn, ShardId = Shard, ShardIteratorType = ShardIteratorType.TRIM_HORIZON }, t),
        ["GetShardIterator/latest"] = (c, t) => c.GetShardIteratorAsync(
            new() { StreamArn = Arn, ShardId = Shard, ShardIteratorType = ShardIteratorType.LATEST }, t),
        ["GetShardIterator/at-sequence-number"] = (c, t) => c.GetShardIteratorAsync(
            new() { StreamArn = Arn, ShardId = Shard, ShardIteratorType = "AT_SEQUENCE_NUMBER", SequenceNumber = Number }, t),
        ["GetShardIterator/after-sequence-number"] = (c, t) => c.GetShardIteratorAsync(
            new() { StreamArn = Arn, ShardId = Shard, ShardIteratorType = ShardIteratorType.AFTER_SEQUENCE_NUMBER, SequenceNumber = Number }, t),
        ["GetRecords/plain"] = (c, t) => c.GetRecordsAsync(new() { ShardIterator = Iterator }, t),
        ["GetRecords/thousand"] = (c, t) => c.GetRecordsAsync(new() { ShardIterator = Iterator, MaxResults = 1000 }, t),
    };

    private static string Iterator => Arn + "|TRIM_HORIZON|iterator-AAAAAAAAAAEv0123456789+/==";

    public static TheoryData<string> GoldenRequests() => [.. new[] { "ListStreams", "GetStream", "GetShardIterator", "GetRecords" }
        .SelectMany(operation => GoldenWire.Cases(operation, "request").Select(name => $"{operation}/{name}"))];

    [Theory]
    [MemberData(nameof(GoldenRequests))]
    public async Task Request_OfEachGoldenCase_GoesOverTheWireAsWritten(string name)
    {
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = Clients.For(server);

        await Calls[name](client, TestContext.Current.CancellationToken);

        var sent = Assert.Single(server.Requests);
        using var golden = GoldenWire.Read($"{name}.request.json");
        using var body = JsonDocument.Parse(sent.Body);
        Assert.Equal("POST / HTTP/1.1", sent.RequestLine);
        Assert.True(JsonElement.DeepEquals(golden.RootElement.GetProperty("body"), body.RootElement), sent.Text);
        Assert.All(golden.RootElement.GetProperty("headers").EnumerateObject(), h => Assert.Equal(h.Value.GetString(), sent.Headers[h.Name]));
    }

    [Fact]
    public async Task Request_WithNothingSet_HasAnEmptyObject()
    {
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = Clients.For(server);

        await client.ListStreamsAsync(new ListStreamsRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("{}", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task Request_IsSignedForCassandraInItsRegion()
    {
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = Clients.For(server);

        await client.ListStreamsAsync(new ListStreamsRequest(), TestContext.Current.CancellationToken);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Matches(
            "^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/cassandra/aws4_request, SignedHeaders=[a-z0-9;-]*x-amz-target[a-z0-9;-]*, Signature=[0-9a-f]{64}$",
            headers["Authorization"]);
        Assert.Contains("KeyspacesStreams", headers["User-Agent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithASession_CarriesItsToken()
    {
        await using var server = new WireServer(Answer.Json("{}"));
        using var client = new AmazonKeyspacesStreamsClient("AKIDEXAMPLE", "secret", "the-session", Clients.Settings(server));

        await client.ListStreamsAsync(new ListStreamsRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("the-session", Assert.Single(server.Requests).Headers["X-Amz-Security-Token"]);
    }

    private static string Token(string start) =>
        string.Concat(start + ".", string.Concat(Enumerable.Repeat("token-of-the-next-page-", 6)))[..120];
}

using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Reading;

/// <summary>A service whose pages lead back to an earlier one is not read for ever.</summary>
public sealed class ListingCircleTests
{
    private const string Arn = "arn:aws:cassandra:eu-west-1:111122223333:/keyspace/media/table/content/stream/2026-01-02T03:04:05.678";
    private const string Json = $$$$"""{"nextToken":"again","streamArn":"{{{{Arn}}}}","shards":[],"streams":[],"Items":[],"LastEvaluatedKey":{"leaseKey":{"S":"again"}}}""";
    private const string Xml = "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListBucketResult>";

    private static readonly BasicAWSCredentials Credentials = new("key", "secret");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shards")]
    [InlineData("streams")]
    [InlineData("leases")]
    [InlineData("objects")]
    public async Task Listing_ThatLeadsBack_EndsWithAReason(string listing)
    {
        await using var server = new S3Stub(request => new S3StubAnswer(200, request.Method == "GET" ? Xml : Json));

        var problem = await Assert.ThrowsAsync<IOException>(() => ListAsync(listing, server.Endpoint));

        Assert.EndsWith("go in a circle: a page names itself or an earlier one as the next.", problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public void Turn_MorePagesThanThereCanBe_HasNoEnd()
    {
        var pages = new PageTurns("the shards", max: 3);
        Assert.True(pages.Turn("1") && pages.Turn("2"));

        var problem = Assert.Throws<IOException>(() => pages.Turn("3"));

        Assert.Equal("The answers that list the shards have no end: there are more than 3 pages.", problem.Message);
        Assert.False(pages.Turn(null) || pages.Turn(""));
    }

    private static async Task ListAsync(string listing, Uri endpoint)
    {
        var source = new SourceSettings { Keyspace = "media", Table = "content", Region = "eu-west-1", Endpoint = endpoint };
        using var streams = StreamClients.Create(source, Credentials);
        using var tables = DynamoDbClients.Create("eu-west-1", endpoint, Credentials);
        await using var objects = new S3ObjectStore(TimeProvider.System, new Random(1), S3Clients.Create("eu-west-1", endpoint, Credentials), new DestinationSettings { Bucket = "data" }, "eu-west-1");
        var stream = new TableStream { Arn = Arn, Label = "2026-01-02T03:04:05.678", Keyspace = "media", Table = "content", ViewType = StreamViewType.NewImage };
        switch (listing)
        {
            case "shards":
                await new KeyspacesStreamSource(streams, stream).ListShardsAsync(Stop);
                break;
            case "streams":
                await new StreamResolver(streams).ResolveAsync(source, Stop);
                break;
            case "leases":
                await new DynamoDbLeaseTable(TimeProvider.System, tables, "leases").ScanAsync(consistent: true, Stop);
                break;
            default:
                await objects.ListAsync("media/", Stop).CountAsync(Stop);
                break;
        }
    }
}

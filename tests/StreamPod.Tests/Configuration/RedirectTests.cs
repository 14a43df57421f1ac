using Amazon.DynamoDBv2.Model;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Configuration;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.StreamPod.Objects.S3;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.StreamPod.Tests.Configuration;

/// <summary>No client of the pod follows an answer to another host: the request carries a signature and a session token.</summary>
public sealed class RedirectTests
{
    private static readonly SessionAWSCredentials Credentials = new("key", "secret", "a-session-token");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, int> Redirects { get; } = new(["streams", "leases", "objects", "object"], [301, 302, 303, 307, 308]);

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Answer_ThatNamesAnotherHost_IsNotFollowed(string client, int status)
    {
        await using var elsewhere = new S3Stub(_ => new S3StubAnswer(200, "{}"));
        await using var here = new S3Stub(_ => new S3StubAnswer(status) { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Endpoint.AbsoluteUri } });

        var answer = await Xunit.Record.ExceptionAsync(() => AskAsync(client, here.Endpoint));

        Assert.IsAssignableFrom<AmazonServiceException>(answer);
        Assert.NotEmpty(here.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    private static async Task AskAsync(string client, Uri endpoint)
    {
        using var streams = StreamClients.Create(new SourceSettings { Keyspace = "media", Table = "content", Region = "eu-west-1", Endpoint = endpoint }, Credentials);
        using var tables = DynamoDbClients.Create("eu-west-1", endpoint, Credentials);
        using var objects = S3Clients.Create("eu-west-1", endpoint, Credentials);
        switch (client)
        {
            case "streams":
                await streams.ListStreamsAsync(new ListStreamsRequest(), Stop);
                break;
            case "leases":
                await tables.Writes.PutItemAsync(new PutItemRequest { TableName = "leases", Item = [] }, Stop);
                break;
            case "objects":
                await objects.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "data" }, Stop);
                break;
            default:
                await objects.PutObjectAsync(new PutObjectRequest { BucketName = "data", Key = "k", ContentBody = "x" }, Stop);
                break;
        }
    }
}

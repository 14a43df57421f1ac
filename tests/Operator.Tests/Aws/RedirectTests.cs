using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Amazon.KeyspacesStreams.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Testing.Objects;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>No client of the operator follows an answer to another host: the request carries a signature and a session token.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private readonly S3Stub _elsewhere = new(_ => new S3StubAnswer(200, "{}"));
    private S3Stub _here = null!; // set at the start

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Redirects
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var client in (string[])["streams", "dynamodb", "s3", "keyspaces", "ecr"])
            {
                foreach (var status in (int[])[301, 302, 303, 307, 308])
                {
                    rows.Add(client, status);
                }
            }

            return rows;
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (_here?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _elsewhere.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Answer_ThatNamesAnotherHost_IsNotFollowed(string client, int status)
    {
        _here = new S3Stub(_ => new S3StubAnswer(status) { Headers = new Dictionary<string, string> { ["Location"] = _elsewhere.Endpoint.AbsoluteUri } });
        using var clients = LoopbackEndpoints.NewClients(new SessionAWSCredentials("key", "secret", "a-session-token"));

        var answer = await Xunit.Record.ExceptionAsync(() => AskAsync(clients, client));

        Assert.True(answer is AmazonServiceException or AmazonClientException, $"{answer}");
        Assert.NotEmpty(_here.Requests);
        Assert.Empty(_elsewhere.Requests);
    }

    private Task AskAsync(AwsClients clients, string client) => client switch
    {
        "streams" => clients.Streams("eu-west-1", _here.Endpoint).ListStreamsAsync(new ListStreamsRequest(), Stop),
        "dynamodb" => clients.DynamoDb("eu-west-1", _here.Endpoint).ScanAsync(new ScanRequest { TableName = "leases" }, Stop),
        "s3" => clients.S3("eu-west-1", _here.Endpoint).ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Stop),
        "keyspaces" => clients.Keyspaces("eu-west-1", _here.Endpoint).CallAsync("GetTable", [], Stop),
        "ecr" => clients.Ecr("eu-west-1", _here.Endpoint).CallAsync("DescribeImages", new JsonObject(), Stop),
        _ => throw new ArgumentOutOfRangeException(nameof(client), client, "A client of the operator expected."),
    };
}

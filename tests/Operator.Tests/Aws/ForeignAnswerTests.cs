using System.Net.Sockets;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Nothing that an address of a stream says in its own words reaches a status, and no address is asked that is not allowed.</summary>
public sealed class ForeignAnswerTests : IDisposable
{
    private const string Secret = "the-words-of-a-server-inside";

    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "ValidationException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "AccessDeniedException")]
    [InlineData(400, "UnrecognizedClientException")]
    [InlineData(403, "RequestTimeTooSkewed")]
    [InlineData(400, "ExpiredNextToken")]
    [InlineData(404, Secret)]
    [InlineData(500, "InternalServerError")]
    [InlineData(301, Secret)]
    public async Task Refusal_WhateverItSays_IsToldByStatusAndKnownCodeAlone(int status, string code)
    {
        await using var server = new S3Stub(_ => AwsStub.Refusal(status, code, $"{Secret} is not authorized to perform: {Secret}:Read on resource: arn:aws:s3:::{Secret}"));

        var told = await ToldByAllAsync(server.Endpoint);

        Assert.All(told, words => Assert.DoesNotContain(Secret, words, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("HTTP/1.1 the-words-of-a-server-inside\r\n\r\n")]
    [InlineData("the-words-of-a-server-inside\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nthe-words-of-a-server-inside\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nthe-words-of-a-server-inside {}")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nx-amz-bucket-region: the-words-of-a-server-inside\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nx-amz-bucket-region: the-words-of-a-server-inside\r\n\r\n")]
    public async Task Answer_ThatIsNone_IsToldWithoutItsBytes(string bytes)
    {
        using var listener = StubPorts.Listen();
        var serving = ServeAsync(listener, bytes);

        var told = await ToldByAllAsync(new Uri($"http://{listener.LocalEndpoint}"));
        listener.Stop();
        await serving;

        Assert.All(told, words => Assert.DoesNotContain(Secret, words, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("arn:aws:cassandra:us-east-1:111122223333:/keyspace/other/table/one/stream/2026-01-02T03:04:05.678", "ENABLED", "NEW_IMAGE")]
    [InlineData("the-words-of-a-server-inside", "ENABLED", "NEW_IMAGE")]
    [InlineData("arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/one/stream/2026-01-02T03:04:05.678", "the-words-of-a-server-inside", "NEW_IMAGE")]
    [InlineData("arn:aws:cassandra:us-east-1:111122223333:/keyspace/media/table/one/stream/2026-01-02T03:04:05.678", "ENABLED", "the-words-of-a-server-inside")]
    public async Task Stream_ThatIsNotOfTheTable_IsNoStream(string arn, string status, string viewType)
    {
        await using var server = new S3Stub(_ => AwsStub.Json($$"""{"streams":[{"streamArn":"{{arn}}"}],"streamArn":"{{arn}}","streamStatus":"{{status}}","streamViewType":"{{viewType}}"}"""));
        var catalog = new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null);

        var problem = await Assert.ThrowsAsync<AwsCallException>(() => catalog.FindLatestAsync(Source(server.Endpoint), Stop));

        Assert.Equal(AwsFaultKind.Refused, problem.Kind);
        Assert.DoesNotContain(Secret, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_ThatIsNotAllowed_IsNeverAsked()
    {
        await using var server = new S3Stub(_ => AwsStub.Json("{}"));
        using var clients = new AwsClients(TimeProvider.System, new BasicAWSCredentials("key", "secret"), AllowedEndpoints.None);

        var told = await ToldByAllAsync(server.Endpoint, clients);

        Assert.All(told, words => Assert.Contains("is not asked: it is not among the operator's ALLOWED_ENDPOINTS.", words, StringComparison.Ordinal));
        Assert.Empty(server.Requests);
    }

    public void Dispose() => _clients.Dispose();

    private static async Task ServeAsync(TcpListener listener, string bytes)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(Stop);
                await socket.ReceiveAsync(new byte[64 << 10], SocketFlags.None, Stop);
                await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(bytes), SocketFlags.None, Stop);
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The listener was stopped.
        }
    }

    private static StreamAddress Source(Uri endpoint) => new() { Region = "us-east-1", Keyspace = "media", Table = "one", Endpoint = endpoint };

    /// <summary>What is said of every call that goes to an address of a stream.</summary>
    private async Task<string[]> ToldByAllAsync(Uri endpoint, AwsClients? clients = null)
    {
        var ours = clients ?? _clients;
        var (streams, tables, buckets) = (new StreamCatalog(TimeProvider.System, ours, tablesEndpoint: null), new CheckpointTables(TimeProvider.System, ours), new BucketInspector(TimeProvider.System, ours));
        var table = new CheckpointAddress { Region = "us-east-1", Table = "leases", Endpoint = endpoint };
        return
        [
            await ToldAsync(() => streams.FindLatestAsync(Source(endpoint), Stop)),
            await ToldAsync(() => streams.ListShardsAsync(Source(endpoint), "arn", Stop)),
            await ToldAsync(() => tables.DescribeAsync(table, Stop)),
            await ToldAsync(() => tables.ReadAsync(table, Stop)),
            await ToldAsync(() => tables.CreateAsync(table, "streams/media", null, isProtected: true, Stop)),
            await ToldAsync(() => tables.DeleteAsync(table, Stop)),
            await ToldAsync(() => tables.UnprotectAsync(table, Stop)),
            await ToldAsync(() => tables.RecoverableAsync(table, Stop)),
            await ToldAsync(() => buckets.InspectAsync(new BucketAddress { Bucket = "mine", Region = "us-east-1", Endpoint = endpoint }, Stop)),
        ];
    }

    private static async Task<string> ToldAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return $"{await ask()}";
        }
        catch (AwsCallException problem)
        {
            return problem.Message;
        }
    }

    private static Task<string> ToldAsync(Func<Task> ask) => ToldAsync(async () =>
    {
        await ask();
        return "nothing";
    });
}

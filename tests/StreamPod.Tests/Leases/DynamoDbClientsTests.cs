using System.Net;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.Testing.Servers;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>A write is one request on the wire whatever the answer; a read is tried again.</summary>
public sealed class DynamoDbClientsTests : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly List<string> _operations = [];
    private readonly Uri _endpoint = new($"http://127.0.0.1:{LoopbackServer.FreePort()}/");

    public DynamoDbClientsTests()
    {
        _server.Prefixes.Add(_endpoint.AbsoluteUri);
        _server.Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ServerError_IsNotRepeated()
    {
        var serving = ServeErrorsAsync();
        await using var table = NewTable();

        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => table.TryUpdateAsync(Shard(1), default, new() { CounterStep = 1 }, Stop));
        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => table.TryCreateAsync(Fresh(Shard(1)), Stop));
        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => table.TryDeleteAsync(Fresh(Shard(1)), Stop));

        _server.Stop();
        await serving;
        Assert.Equal(["UpdateItem", "PutItem", "DeleteItem"], _operations);
    }

    [Fact]
    public async Task Read_ServerError_IsTriedThreeTimes()
    {
        var serving = ServeErrorsAsync();
        await using var table = NewTable();

        await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => table.FindAsync(Shard(1), Stop));

        _server.Stop();
        await serving;
        Assert.Equal(["GetItem", "GetItem", "GetItem"], _operations);
    }

    [Fact]
    public async Task Scan_WithoutAnEnd_IsNoticed()
    {
        await using var server = new HostileListener((_, output, token) =>
            HostileListener.WriteAsync(output, """{"Items":[],"Count":0,"LastEvaluatedKey":{"leaseKey":{"S":"shard-1"}}}""", token));
        await using var table = new DynamoDbLeaseTable(TimeProvider.System, DynamoDbClients.Create("eu-central-1", server.Endpoint, new BasicAWSCredentials("test", "test")), "leases");

        var problem = await Assert.ThrowsAsync<IOException>(() => table.ScanAsync(consistent: false, Stop));

        Assert.Contains("go in a circle", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _server.Close();

    private DynamoDbLeaseTable NewTable() =>
        new(TimeProvider.System, DynamoDbClients.Create("eu-central-1", _endpoint, new BasicAWSCredentials("test", "test")), "leases");

    private async Task ServeErrorsAsync()
    {
        while (true)
        {
            try
            {
                var call = await _server.GetContextAsync();
                _operations.Add(call.Request.Headers["X-Amz-Target"]!.Split('.')[1]); // every call of DynamoDB names its operation there
                call.Response.StatusCode = 500;
                call.Response.ContentType = "application/x-amz-json-1.0";
                call.Response.Close("""{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"planned"}"""u8.ToArray(), willBlock: false);
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The client may have the whole answer, and the test be at its end, before the answer is closed here.
                return;
            }
        }
    }
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>One dynalite for a test class, with a new table name for each test.</summary>
public sealed class DynaliteTables : IAsyncLifetime
{
    private DynaliteServer? _server;
    private int _tables;

    public Uri Endpoint => _server?.Endpoint ?? throw new InvalidOperationException("dynalite does not run; the test must skip first.");

    internal static AWSCredentials Credentials { get; } = new BasicAWSCredentials(TestServers.AccessKey, TestServers.SecretKey);

    public async ValueTask InitializeAsync() =>
        _server = TestServers.IsInstalled ? await DynaliteServer.StartAsync(TestContext.Current.CancellationToken) : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal CheckpointAddress NewAddress()
    {
        TestServers.SkipUnlessInstalled();
        return new CheckpointAddress { Region = TestServers.Region, Endpoint = Endpoint, Table = $"leases-{Interlocked.Increment(ref _tables)}" };
    }

    internal AmazonDynamoDBClient NewClient() =>
        new(Credentials, new AmazonDynamoDBConfig { ServiceURL = Endpoint.AbsoluteUri, AuthenticationRegion = TestServers.Region });

    internal async Task PutAsync(CheckpointAddress address, Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        using var client = NewClient();
        await client.PutItemAsync(new PutItemRequest { TableName = address.Table, Item = item }, cancellationToken);
    }

    internal async Task<Dictionary<string, AttributeValue>> ItemAsync(CheckpointAddress address, string key, CancellationToken cancellationToken)
    {
        using var client = NewClient();
        var request = new GetItemRequest { TableName = address.Table, Key = new() { ["leaseKey"] = new() { S = key } }, ConsistentRead = true };
        return (await client.GetItemAsync(request, cancellationToken)).Item;
    }
}

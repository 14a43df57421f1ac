using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>One dynalite for a test class, with a new table name for each test.</summary>
public sealed class DynamoDbFixture : IAsyncLifetime
{
    private static readonly BasicAWSCredentials Credentials = new("test", "test");
    private DynaliteServer? _server;
    private int _tables;

    public async ValueTask InitializeAsync()
    {
        if (TestServers.IsInstalled)
        {
            _server = await DynaliteServer.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal string NewTableName() => $"leases-{Interlocked.Increment(ref _tables)}";

    internal DynamoDbLeaseTable NewTable(string name) => new(TimeProvider.System, NewClients(), name);

    internal DynamoDbClients NewClients() => DynamoDbClients.Create("eu-central-1", Endpoint(), Credentials);

    internal AmazonDynamoDBClient NewClient() =>
        new(Credentials, new AmazonDynamoDBConfig { ServiceURL = Endpoint().AbsoluteUri, AuthenticationRegion = "eu-central-1" });

    internal async Task<Dictionary<string, AttributeValue>> RawItemAsync(string table, string key, CancellationToken cancellationToken)
    {
        using var client = NewClient();
        return (await client.GetItemAsync(new GetItemRequest { TableName = table, Key = LeaseItemValues.Key(key), ConsistentRead = true }, cancellationToken)).Item;
    }

    internal async Task PutRawAsync(string table, Dictionary<string, AttributeValue> item, CancellationToken cancellationToken)
    {
        using var client = NewClient();
        await client.PutItemAsync(new PutItemRequest { TableName = table, Item = item }, cancellationToken);
    }

    internal async Task CreateTableAsync(string table, string hash, string type, string? range, CancellationToken cancellationToken)
    {
        using var client = NewClient();
        var request = new CreateTableRequest
        {
            TableName = table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new() { AttributeName = hash, AttributeType = type }],
            KeySchema = [new() { AttributeName = hash, KeyType = KeyType.HASH }],
        };
        if (range is not null)
        {
            request.AttributeDefinitions.Add(new() { AttributeName = range, AttributeType = "S" });
            request.KeySchema.Add(new() { AttributeName = range, KeyType = KeyType.RANGE });
        }

        await client.CreateTableAsync(request, cancellationToken);
    }

    private Uri Endpoint() => _server?.Endpoint ?? throw new InvalidOperationException("dynalite does not run; the test must skip first.");
}

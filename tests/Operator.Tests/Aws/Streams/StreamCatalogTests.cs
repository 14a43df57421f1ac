using Amazon.Runtime;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Tests.Aws.Streams;

/// <summary>The catalog that lists streams holds to the contract, against the emulator.</summary>
public sealed class StreamCatalogTests(EmulatorServer emulator) : StreamCatalogContract, IClassFixture<EmulatorServer>, IDisposable
{
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(new BasicAWSCredentials("key", "secret"));
    private readonly AwsClients _denied = LoopbackEndpoints.NewClients(new BasicAWSCredentials("nobody", "secret"));

    [Fact]
    public async Task FindLatest_ListingDenied_NamesThePermission()
    {
        await emulator.PostAsync("/denied", new { accessKey = "nobody" }, Stop);
        var catalog = new StreamCatalog(TimeProvider.System, _denied, tablesEndpoint: null);

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => catalog.FindLatestAsync(Address("any"), Stop));

        Assert.Equal(AwsFaultKind.Denied, denial.Kind);
        Assert.Equal("AWS denied cassandra:ListStreams on *: allow it to the operator's role.", denial.Message);
    }

    [Fact]
    public async Task Describe_Denied_NamesTheStreamsOfTheTable()
    {
        var arn = await CreateTableWithStreamAsync("secret", 1);
        await emulator.PostAsync("/denied", new { accessKey = "nobody" }, Stop);
        var catalog = new StreamCatalog(TimeProvider.System, _denied, tablesEndpoint: null);

        var denial = await Assert.ThrowsAsync<AwsCallException>(() => catalog.DescribeAsync(Address("secret"), arn, Stop));

        Assert.Equal(
            "AWS denied cassandra:GetStream on arn:aws:cassandra:us-east-1:*:/keyspace/media/table/secret/stream/*: allow it to the operator's role.", denial.Message);
    }

    public void Dispose()
    {
        _clients.Dispose();
        _denied.Dispose();
    }

    private protected override StreamAddress Address(string table) => base.Address(table) with { Endpoint = emulator.Endpoint };

    private protected override ValueTask<IStreamCatalog> OpenAsync() =>
        ValueTask.FromResult<IStreamCatalog>(new StreamCatalog(TimeProvider.System, _clients, tablesEndpoint: null));

    private protected override ValueTask<IStreamCatalog> OpenWithTablesAsync() =>
        ValueTask.FromResult<IStreamCatalog>(new StreamCatalog(TimeProvider.System, _clients, emulator.Endpoint));

    private protected override Task CreateTypedTableAsync(string table) => emulator.PostAsync(
        "/tables",
        new
        {
            keyspace = Keyspace, table, columns = new { title = "text", owner = "frozen<\"Person\">", seq = "int", day = "date", id = "uuid" }, partitionKey = new[] { "id", "day" }, clusteringKey = new[] { "seq" },
            @static = new[] { "owner" }, types = new Dictionary<string, object> { ["Person"] = new { name = "text", at = "frozen<point>" }, ["point"] = new { x = "double" } },
        },
        Stop);

    private protected override Task CreateTableAsync(string table) => emulator.PostAsync("/tables", DocumentOf(table, 1, stream: false), Stop);

    private protected override async Task<string> CreateTableWithStreamAsync(string table, int shards)
    {
        var report = await emulator.PostAsync("/tables", DocumentOf(table, shards, stream: true), Stop);
        return report.GetProperty("streams")[0].GetProperty("streamArn").GetString()!; // the emulator reports what it made
    }

    private protected override Task DisableAsync(string table, string arn) => emulator.PostAsync($"/tables/{Keyspace}/{table}/disable", null, Stop);

    private protected override async Task<string> EnableAsync(string table)
    {
        var report = await emulator.PostAsync($"/tables/{Keyspace}/{table}/enable", new { shards = 1 }, Stop);
        return report.GetProperty("streamArn").GetString()!; // the emulator reports what it made
    }

    private static object DocumentOf(string table, int shards, bool stream) =>
        new { keyspace = Keyspace, table, columns = new { id = "text" }, partitionKey = new[] { "id" }, shards, stream };
}

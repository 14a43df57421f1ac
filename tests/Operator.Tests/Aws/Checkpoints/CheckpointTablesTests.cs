using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Testing.Servers;
using static KeyspacesStreamer.Operator.Tests.Aws.LeaseTableItems;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

/// <summary>The tables in DynamoDB hold to the contract, against dynalite.</summary>
public sealed class CheckpointTablesTests(DynaliteTables dynalite) : CheckpointTablesContract, IClassFixture<DynaliteTables>, IDisposable
{
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(DynaliteTables.Credentials);
    private CheckpointAddress? _address;

    private protected override CheckpointAddress Address => _address ??= dynalite.NewAddress();

    [Fact]
    public async Task Create_NewTable_CostsNothingWhileIdle()
    {
        var tables = await OpenAsync();

        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: false, Stop);

        using var client = dynalite.NewClient();
        Assert.Equal(BillingMode.PAY_PER_REQUEST, (await client.DescribeTableAsync(Address.Table, Stop)).Table.BillingModeSummary.BillingMode);
    }

    [Fact]
    public async Task Recoverable_StoreThatDoesNotKnowIt_OffersNone()
    {
        var tables = await OpenAsync();
        await tables.CreateAsync(Address, "apps/media-content", null, isProtected: true, Stop);
        await ActiveAsync(tables);

        Assert.Equal(TableRecovery.NotOffered, await tables.RecoverableAsync(Address, Stop));
    }

    [Theory]
    [InlineData("id", "S", null, "its key is HASH id (S); HASH leaseKey (S) expected")]
    [InlineData("leaseKey", "N", null, "its key is HASH leaseKey (N); HASH leaseKey (S) expected")]
    [InlineData("leaseKey", "S", "sort", "its key is HASH leaseKey (S) and RANGE sort (S); HASH leaseKey (S) expected")]
    public async Task Describe_OtherKeySchema_IsUnfit(string hash, string type, string? range, string unfit)
    {
        var tables = await OpenAsync();
        await CreateAsync(hash, type, range);

        var table = await ActiveAsync(tables);

        Assert.Equal(unfit, table.Unfit);
    }

    [Fact]
    public async Task Describe_LeasesOfManyStreams_IsUnfit()
    {
        var tables = await OpenAsync();
        await CreateAsync("leaseKey", "S", null);
        await ActiveAsync(tables);
        await dynalite.PutAsync(Address, ItemOf("123456789012:media:1767323045:shardId-000000000001"), Stop);

        var table = await tables.DescribeAsync(Address, Stop);

        Assert.Contains("'123456789012:media:1767323045:shardId-000000000001'", table?.Unfit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_OwnerItemWithoutResource_IsUnfit()
    {
        var tables = await OpenAsync();
        await CreateAsync("leaseKey", "S", null);
        await ActiveAsync(tables);
        await dynalite.PutAsync(Address, ItemOf("stream#", ("entityType", Text("STREAM")), ("streamArn", Text("arn"))), Stop);

        var table = await tables.DescribeAsync(Address, Stop);

        Assert.Contains("stream#", table?.Unfit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_OwnTable_LetsAllShardsBeginAtTheTrimHorizon()
    {
        var tables = await OpenAsync();
        await CreateAsync("leaseKey", "S", null);
        await ActiveAsync(tables);
        var owner = new TableOwner { StreamArn = "arn:old", Resource = "apps/media-content" };
        await ClaimAsync(owner);

        await tables.TrySwitchStreamAsync(Address, owner, "arn:new", Stop);

        var item = await dynalite.ItemAsync(Address, "stream#", Stop);
        Assert.Equal("arn:new", item["streamArn"].S);
        Assert.True(item["isSeeded"].BOOL);
        Assert.Equal("STREAM", item["entityType"].S);
    }

    [Fact]
    public async Task Read_ForeignItemsAndUnreadableProgress_AreNoFault()
    {
        var tables = await OpenAsync();
        await CreateAsync("leaseKey", "S", null);
        await ActiveAsync(tables);
        await dynalite.PutAsync(Address, ItemOf("future#thing"), Stop);
        await dynalite.PutAsync(Address, ItemOf("coordinator", ("entityType", Text("COORDINATOR_STATE"))), Stop);
        await dynalite.PutAsync(Address, ItemOf("worker#media-0", ("entityType", Text("WORKER")), ("heartbeat", new() { N = "7" }), ("progress", Text("?"))), Stop);
        await dynalite.PutAsync(Address, ItemOf("shard-1", ("leaseOwner", new() { N = "5" }), ("caughtUpAt", Text("yesterday"))), Stop);

        var report = await tables.ReadAsync(Address, Stop);

        Assert.Equal([new WorkerHeartbeat { Pod = "media-0", Heartbeat = 7 }], report?.Workers);
        Assert.Equivalent(new[] { new ShardLease { ShardId = "shard-1" } }, report?.Leases, strict: true);
        Assert.Null(report?.Owner);
    }

    [Fact]
    public async Task Read_MoreThanOnePage_GivesAll()
    {
        var tables = await OpenAsync();
        await CreateAsync("leaseKey", "S", null);
        await ActiveAsync(tables);
        var state = Text(new string('x', 300_000));
        foreach (var shard in Enumerable.Range(0, 8))
        {
            await dynalite.PutAsync(Address, ItemOf($"shard-{shard}", ("pendingCheckpointState", state)), Stop);
        }

        var report = await tables.ReadAsync(Address, Stop);

        Assert.Equal(8, report?.Leases.Count);
    }

    public void Dispose() => _clients.Dispose();

    private protected override ValueTask<ICheckpointTables> OpenAsync()
    {
        TestServers.SkipUnlessInstalled();
        return ValueTask.FromResult<ICheckpointTables>(new CheckpointTables(TimeProvider.System, _clients));
    }

    private protected override Task ClaimAsync(TableOwner owner) => dynalite.PutAsync(Address, ItemOf(owner), Stop);

    private protected override async Task FillAsync(IReadOnlyList<ShardLease> leases, IReadOnlyList<WorkerHeartbeat> workers)
    {
        foreach (var item in leases.Select(ItemOf).Concat(workers.Select(ItemOf)))
        {
            await dynalite.PutAsync(Address, item, Stop);
        }
    }

    private async Task CreateAsync(string hash, string type, string? range)
    {
        using var client = dynalite.NewClient();
        var request = new CreateTableRequest
        {
            TableName = Address.Table,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [new() { AttributeName = hash, AttributeType = type }],
            KeySchema = [new() { AttributeName = hash, KeyType = KeyType.HASH }],
        };
        if (range is not null)
        {
            request.AttributeDefinitions.Add(new() { AttributeName = range, AttributeType = "S" });
            request.KeySchema.Add(new() { AttributeName = range, KeyType = KeyType.RANGE });
        }

        await client.CreateTableAsync(request, Stop);
    }
}

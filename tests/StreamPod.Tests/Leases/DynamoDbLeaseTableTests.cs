using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>The DynamoDB lease table holds to the contract, against dynalite.</summary>
public sealed class DynamoDbLeaseTableTests(DynamoDbFixture dynamoDb) : LeaseTableContract, IClassFixture<DynamoDbFixture>
{
    private readonly string _tableName = dynamoDb.NewTableName();

    [Fact]
    public async Task Update_ForeignAttributes_Survive()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Full(Shard(1)), Stop);
        using var client = dynamoDb.NewClient();
        await client.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = _tableName,
                Key = LeaseItemValues.Key(Shard(1).Value),
                UpdateExpression = "SET throughputKBps = :n, checkpointOwner = :s",
                ExpressionAttributeValues = new() { [":n"] = new() { N = "12.5" }, [":s"] = new() { S = "kcl-7" } },
            },
            Stop);

        Assert.True(await table.TryUpdateAsync(Shard(1), default, new() { Owner = Change<string>.To(null), CounterStep = 1, PendingState = Change<byte[]>.To(null) }, Stop));

        var item = await dynamoDb.RawItemAsync(_tableName, Shard(1).Value, Stop);
        Assert.Equal("12.5", item["throughputKBps"].N);
        Assert.Equal("kcl-7", item["checkpointOwner"].S);
    }

    [Fact]
    public async Task AnyCall_TableWasDeleted_NamesItAndWhatToDo()
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);
        using var client = dynamoDb.NewClient();
        await client.DeleteTableAsync(_tableName, Stop);
        await Phase.UntilAsync("the table is gone", async () => (await client.ListTablesAsync(Stop)).TableNames?.Contains(_tableName) == true ? "still there" : null, Stop);

        var problems = new List<LeaseTableException>
        {
            await Assert.ThrowsAsync<LeaseTableException>(() => table.ScanAsync(true, Stop)),
            await Assert.ThrowsAsync<LeaseTableException>(() => table.FindAsync(Shard(1), Stop)),
            await Assert.ThrowsAsync<LeaseTableException>(() => table.BeatAsync(new WorkerName("media-0", "a"), null, Stop)),
            await Assert.ThrowsAsync<LeaseTableException>(() => table.TryUpdateAsync(Shard(1), default, new() { CounterStep = 1 }, Stop)),
            await Assert.ThrowsAsync<LeaseTableException>(() => table.TryCreateAsync(Fresh(Shard(2)), Stop)),
        };

        Assert.All(problems, problem => Assert.True(problem.IsMissing));
        Assert.All(problems, problem => Assert.StartsWith($"Lease table '{_tableName}' does not exist any more", problem.Message, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Contains("Restore the table", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WorkerAndOwnerItems_SayTheirEntityType()
    {
        await using var table = await OpenAsync();
        await table.BeatAsync(new WorkerName("media-0", "a"), null, Stop);
        await table.TryWriteOwnerAsync(null, new TableOwner { StreamArn = StreamArn, Resource = "n/r" }, Stop);
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);

        Assert.Equal("WORKER", (await dynamoDb.RawItemAsync(_tableName, "worker#media-0", Stop))["entityType"].S);
        Assert.Equal("STREAM", (await dynamoDb.RawItemAsync(_tableName, "stream#", Stop))["entityType"].S);
        Assert.DoesNotContain("entityType", await dynamoDb.RawItemAsync(_tableName, Shard(1).Value, Stop));
    }

    [Theory]
    [InlineData("some-key", "COORDINATOR_STATE")]
    [InlineData("worker#x", "WORKER_METRIC_STATS")]
    [InlineData("worker#x", null)]
    [InlineData("future#thing", null)]
    [InlineData("future#thing", "LEASE")]
    [InlineData("stream#", "LEASE")]
    public async Task Scan_ForeignItem_IsPassedOver(string key, string? entityType)
    {
        await using var table = await OpenAsync();
        await table.TryCreateAsync(Fresh(Shard(1)), Stop);
        var item = LeaseItemValues.Key(key);
        if (entityType is not null)
        {
            item["entityType"] = new() { S = entityType };
        }

        await dynamoDb.PutRawAsync(_tableName, item, Stop);

        var snapshot = await table.ScanAsync(consistent: true, Stop);
        Assert.Single(snapshot.Leases);
        Assert.Empty(snapshot.Workers);
        Assert.Null(snapshot.Owner);
        Assert.Null(await table.FindOwnerAsync(Stop));
        await table.EnsureAsync(create: false, Stop);
    }

    [Fact]
    public async Task LeaseOfManyStreams_IsRefusedByName()
    {
        await using var table = await OpenAsync();
        const string key = "123456789012:media:1767323045:shardId-000000000001";
        await dynamoDb.PutRawAsync(_tableName, LeaseItemValues.Key(key), Stop);

        var ensured = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: true, Stop));
        var scanned = await Assert.ThrowsAsync<LeaseTableException>(() => table.ScanAsync(consistent: false, Stop));

        Assert.Contains(key, ensured.Message, StringComparison.Ordinal);
        Assert.Contains(key, scanned.Message, StringComparison.Ordinal);
        Assert.Contains(_tableName, ensured.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_MissingAndNotAllowed_SaysWhatToDo()
    {
        TestServers.SkipUnlessInstalled();
        await using var table = dynamoDb.NewTable(_tableName);

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: false, Stop));

        Assert.Contains($"'{_tableName}' does not exist", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("checkpoint.create", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("streampod leases rebuild", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_ByManyPodsAtOnce_AllFindTheTable()
    {
        TestServers.SkipUnlessInstalled();
        await using var table = dynamoDb.NewTable(_tableName);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => table.EnsureAsync(create: true, Stop)));

        Assert.True(await table.TryCreateAsync(Fresh(Shard(1)), Stop));
        using var client = dynamoDb.NewClient();
        var description = (await client.DescribeTableAsync(_tableName, Stop)).Table;
        Assert.Equal(BillingMode.PAY_PER_REQUEST, description.BillingModeSummary.BillingMode);
    }

    [Theory]
    [InlineData("id", "S", null, "HASH id (S)")]
    [InlineData("leaseKey", "N", null, "HASH leaseKey (N)")]
    [InlineData("leaseKey", "S", "sort", "HASH leaseKey (S) and RANGE sort (S)")]
    public async Task Ensure_OtherKeySchema_SaysWhatWasFound(string hash, string type, string? range, string found)
    {
        TestServers.SkipUnlessInstalled();
        await dynamoDb.CreateTableAsync(_tableName, hash, type, range, Stop);
        await using var table = dynamoDb.NewTable(_tableName);

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => table.EnsureAsync(create: true, Stop));

        Assert.Contains(found, refusal.Message, StringComparison.Ordinal);
    }

    internal override async Task<ILeaseTable> OpenAsync()
    {
        TestServers.SkipUnlessInstalled();
        var table = dynamoDb.NewTable(_tableName);
        await table.EnsureAsync(create: true, Stop);
        return table;
    }
}

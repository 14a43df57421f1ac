using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>The lease table as DynamoDB shows it to anybody.</summary>
internal static class LeaseRows
{
    public static AmazonDynamoDBClient Client(Uri endpoint) => new(TestServers.AccessKey, TestServers.SecretKey, new AmazonDynamoDBConfig
    {
        ServiceURL = endpoint.ToString(), AuthenticationRegion = TestServers.Region,
    });

    /// <summary>Creates a table with this hash key and waits until it can be used.</summary>
    public static async Task CreateTableAsync(AmazonDynamoDBClient dynamoDb, string table, string hashKey, CancellationToken cancellationToken)
    {
        await dynamoDb.CreateTableAsync(
            new CreateTableRequest
            {
                TableName = table,
                BillingMode = BillingMode.PAY_PER_REQUEST,
                KeySchema = [new KeySchemaElement(hashKey, KeyType.HASH)],
                AttributeDefinitions = [new AttributeDefinition(hashKey, ScalarAttributeType.S)],
            },
            cancellationToken);
        await Phase.UntilAsync(
            $"table {table} is there",
            async () => (await dynamoDb.DescribeTableAsync(table, cancellationToken)).Table.TableStatus is var status && status == TableStatus.ACTIVE ? null : status.Value,
            cancellationToken);
    }

    /// <summary>All items by their key; none while the table is missing.</summary>
    public static async Task<IReadOnlyDictionary<string, Dictionary<string, AttributeValue>>> ScanAsync(
        AmazonDynamoDBClient dynamoDb, string table, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, Dictionary<string, AttributeValue>>(StringComparer.Ordinal);
        var request = new ScanRequest { TableName = table, ConsistentRead = true };
        try
        {
            do
            {
                var page = await dynamoDb.ScanAsync(request, cancellationToken);
                foreach (var item in page.Items ?? [])
                {
                    rows.Add(item["leaseKey"].S, item);
                }

                request.ExclusiveStartKey = page.LastEvaluatedKey;
            }
            while (request.ExclusiveStartKey is { Count: > 0 });
        }
        catch (ResourceNotFoundException)
        {
            // The first pod has not created it yet.
        }

        return rows;
    }

    /// <summary>Gives leases to an owner, as a worker does that takes them or shows that it lives.</summary>
    public static Task TakeAsync(
        AmazonDynamoDBClient dynamoDb, string table, IEnumerable<string> shards, string owner, CancellationToken cancellationToken) =>
        Task.WhenAll(shards.Select(shard => dynamoDb.UpdateItemAsync(
            new UpdateItemRequest
            {
                TableName = table,
                Key = new() { ["leaseKey"] = new(shard) },
                UpdateExpression = "SET leaseOwner = :owner ADD leaseCounter :one",
                ExpressionAttributeValues = new() { [":owner"] = new(owner), [":one"] = new() { N = "1" } },
            },
            cancellationToken)));

    /// <summary>What keeps the ledger from being committed whole; null when nothing does.</summary>
    public static string? WhatIsUncommitted(Ledger ledger, IReadOnlyDictionary<string, Dictionary<string, AttributeValue>> rows)
    {
        var behind = ledger.Shards.Values.Where(shard => !IsCommitted(shard, rows)).ToList();
        return behind is [var first, ..]
            ? $"{behind.Count} of {ledger.Shards.Count} shards are behind, first {first.ShardId} ({(first.IsOpen ? "open" : "closed")}, {first.Records.Count} records): {Show(rows.GetValueOrDefault(first.ShardId))}"
            : null;
    }

    private static bool IsCommitted(LedgerShard shard, IReadOnlyDictionary<string, Dictionary<string, AttributeValue>> rows)
    {
        if (rows.GetValueOrDefault(shard.ShardId) is not { } row)
        {
            return false;
        }

        var checkpoint = row["checkpoint"].S;
        return shard.IsOpen
            ? !row.ContainsKey("pendingCheckpoint") && (shard.Records.Count == 0 || checkpoint == shard.Records[^1].SequenceNumber)
            : checkpoint == "SHARD_END";
    }

    private static string Show(Dictionary<string, AttributeValue>? row) => row is null
        ? "no lease"
        : string.Join(", ", ((string[])["checkpoint", "pendingCheckpoint", "leaseOwner", "leaseCounter", "handoffTo", "haltReason"])
            .Where(row.ContainsKey).Select(name => $"{name}={row[name].S ?? row[name].N}"));
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>Finds or creates the DynamoDB table behind a lease table, and refuses one that is not a lease table of ours.</summary>
internal sealed class DynamoDbTableSetup(TimeProvider clock, DynamoDbClients clients, string tableName)
{
    private const int SampledKeys = 100;
    private static readonly TimeSpan ActiveBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <exception cref="LeaseTableException">The table is missing and may not be created, is not usable within two minutes, or is another kind of table.</exception>
    public async Task EnsureAsync(bool create, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var table = await DescribeAsync(cancellationToken);
            if (table is null)
            {
                await CreateAsync(create, cancellationToken);
            }
            else if (table.TableStatus == TableStatus.ACTIVE || table.TableStatus == TableStatus.UPDATING)
            {
                RefuseOtherKeySchema(table);
                RefuseLastWriterWins(table);
                await RefuseLeasesOfManyStreamsAsync(cancellationToken);
                return;
            }

            if (clock.GetElapsedTime(began) >= ActiveBound)
            {
                throw new LeaseTableException(
                    $"Lease table '{tableName}' is {table?.TableStatus.Value ?? "missing"} after {ActiveBound.TotalSeconds:0} s; ACTIVE expected.");
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private async Task<TableDescription?> DescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AskAsync(
                "dynamodb:DescribeTable", () => clients.Reads.DescribeTableAsync(new DescribeTableRequest { TableName = tableName }, cancellationToken));
            return answer.Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private async Task CreateAsync(bool create, CancellationToken cancellationToken)
    {
        if (!create)
        {
            throw new LeaseTableException(
                $"Lease table '{tableName}' does not exist. Create it (hash key {LeaseAttributes.LeaseKey} of type S, on-demand) or set checkpoint.create to true. {LeaseTableException.Recovery}")
            {
                IsMissing = true,
            };
        }

        try
        {
            await AskAsync("dynamodb:CreateTable", () => clients.Writes.CreateTableAsync(
                new CreateTableRequest
                {
                    TableName = tableName,
                    BillingMode = BillingMode.PAY_PER_REQUEST,
                    AttributeDefinitions = [new() { AttributeName = LeaseAttributes.LeaseKey, AttributeType = ScalarAttributeType.S }],
                    KeySchema = [new() { AttributeName = LeaseAttributes.LeaseKey, KeyType = KeyType.HASH }],
                },
                cancellationToken));
        }
        catch (ResourceInUseException)
        {
            // Another pod was faster; what it created is waited for like our own.
        }
    }

    private Task<T> AskAsync<T>(string action, Func<Task<T>> ask) => new AwsSubject(action, $"table {tableName}").AskAsync(ask);

    private void RefuseOtherKeySchema(TableDescription table)
    {
        var keys = (table.KeySchema ?? []).Select(key => (
            Name: key.AttributeName,
            Kind: key.KeyType.Value,
            Type: table.AttributeDefinitions?.Find(attribute => attribute.AttributeName == key.AttributeName)?.AttributeType.Value ?? "?"));
        var found = string.Join(" and ", keys.Select(key => $"{key.Kind} {key.Name} ({key.Type})"));
        if (found != $"HASH {LeaseAttributes.LeaseKey} (S)")
        {
            throw new LeaseTableException(
                $"Table '{tableName}' is not a lease table: its key is {found}; HASH {LeaseAttributes.LeaseKey} (S) expected. Name another table in checkpoint.table.");
        }
    }

    private void RefuseLastWriterWins(TableDescription table)
    {
        if (ReplicatedTable.Unfit([.. (table.Replicas ?? []).Select(replica => replica.RegionName)], table.GlobalTableVersion, table.MultiRegionConsistency?.Value) is { } why)
        {
            throw new LeaseTableException($"Lease table '{tableName}' cannot hold leases: {why}. Name another table in checkpoint.table.");
        }
    }

    // A table of the multi-stream Kinesis Client Library shows in its first keys; a scan that meets one later refuses too.
    private async Task RefuseLeasesOfManyStreamsAsync(CancellationToken cancellationToken)
    {
        var page = await AskAsync("dynamodb:Scan", () => clients.Reads.ScanAsync(
            new ScanRequest { TableName = tableName, Limit = SampledKeys, ConsistentRead = true },
            cancellationToken));
        foreach (var item in page.Items ?? [])
        {
            RefuseLeaseOfManyStreams(tableName, new LeaseItemReader(item));
        }
    }

    /// <exception cref="LeaseTableException">The item belongs to a Kinesis Client Library that keeps several streams in this table.</exception>
    public static void RefuseLeaseOfManyStreams(string tableName, LeaseItemReader item)
    {
        if (item.Kind == LeaseItemKind.LeaseOfManyStreams)
        {
            throw new LeaseTableException(
                $"Lease table '{tableName}' holds '{item.Key}', a lease of a Kinesis Client Library that keeps several streams in one table. "
                + "Only a table of a single stream can be taken over; name another one in checkpoint.table.");
        }
    }
}

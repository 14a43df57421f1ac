using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using static KeyspacesStreamer.Contracts.Leases.LeaseAttributes;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Reads the items of a checkpoint table, and writes the one that says whose it is.</summary>
internal sealed class CheckpointItems(CheckpointCalls calls)
{
    private const int SampledKeys = 100;

    /// <summary>Shards of 24 hours and of the two days for which finished ones are kept, their workers, and the owner; a page has 1 MB.</summary>
    public static readonly PageWalk.Bounds Items = new(Pages: 200, Items: 50_000, Bytes: 32 << 20);

    private static readonly string[] ReportedAttributes =
        [LeaseKey, EntityType, LeaseOwner, Checkpoint, ParentShardId, HaltReason, CaughtUpAt, LastCommitAt, PromisedSince, Heartbeat, Progress, StreamArn, Resource, Installation, Bucket, BucketOwner, IsSeeded];

    public async Task<CheckpointClaim> FindClaimAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        if (await FindOwnerItemAsync(address, cancellationToken) is { Kind: LeaseItemKind.Owner } item)
        {
            return item.ToOwner() is { } owner
                ? new CheckpointClaim(owner, null)
                : new CheckpointClaim(null, $"its item {OwnerKey} has no {StreamArn} or no {Resource} as text");
        }

        // What is claimed was looked through by the pod that claimed it; else the first keys tell.
        var sample = await calls.RunAsync(
            AwsActions.Scan, address, "Reading",
            (client, token) => client.ScanAsync(new ScanRequest { TableName = address.Table, Limit = SampledKeys, ConsistentRead = true }, token),
            cancellationToken);
        var foreign = (sample.Items ?? []).Select(found => new CheckpointItem(found)).FirstOrDefault(found => found.Kind == LeaseItemKind.LeaseOfManyStreams);
        return new CheckpointClaim(
            null, foreign is null ? null : $"it holds '{foreign.Key}', a lease of a Kinesis Client Library that keeps several streams in one table");
    }

    /// <remarks>Whether a write took effect that timed out, or was tried twice, is settled by reading.</remarks>
    public async Task<bool> TrySwitchAsync(CheckpointAddress address, TableOwner before, string toArn, CancellationToken cancellationToken)
    {
        // As if the first listing were done: no shard of the new stream may begin at LATEST.
        var switched = before with { StreamArn = toArn, IsSeeded = true };
        try
        {
            return await TryWriteOwnerAsync(address, before, switched, cancellationToken) || await IsOwnedAsync(address, switched, cancellationToken);
        }
        catch (AwsCallException problem) when (problem is { Kind: AwsFaultKind.Unavailable, Action: AwsActions.UpdateItem })
        {
            if (await IsOwnedAsync(address, switched, cancellationToken))
            {
                return true;
            }

            throw;
        }
    }

    /// <returns>Null when there is no such table.</returns>
    public async Task<LeaseReport?> ReadAllAsync(CheckpointAddress address, CancellationToken cancellationToken)
    {
        TableOwner? owner = null;
        var (leases, workers) = (new List<ShardLease>(), new List<WorkerHeartbeat>());
        var request = NewReport(address);
        var walk = new PageWalk(AwsActions.Scan, CheckpointCalls.ArnOf(address), $"Reading table {address}", Items);
        do
        {
            if (await ScanAsync(address, request, cancellationToken) is not { } page)
            {
                return null;
            }

            foreach (var item in (page.Items ?? []).Select(item => new CheckpointItem(item)))
            {
                switch (item.Kind)
                {
                    case LeaseItemKind.Lease:
                        leases.Add(item.ToLease());
                        break;
                    case LeaseItemKind.Worker:
                        workers.Add(item.ToWorker());
                        break;
                    case LeaseItemKind.Owner:
                        owner = item.ToOwner();
                        break;
                }
            }

            walk.Take(page, page.Items?.Count ?? 0, page.LastEvaluatedKey is { Count: > 0 } last ? last.GetValueOrDefault(LeaseKey)?.S ?? "(another key)" : null);
            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return new LeaseReport { Owner = owner, Leases = leases, Workers = workers };
    }

    private Task<ScanResponse?> ScanAsync(CheckpointAddress address, ScanRequest request, CancellationToken cancellationToken) =>
        calls.RunAsync<ScanResponse?>(AwsActions.Scan, address, "Reading", async (client, token) =>
        {
            try
            {
                return await client.ScanAsync(request, token);
            }
            catch (ResourceNotFoundException)
            {
                return null;
            }
        }, cancellationToken);

    private static ScanRequest NewReport(CheckpointAddress address)
    {
        // Behind names of their own, because some attributes are words that DynamoDB keeps to itself.
        var names = ReportedAttributes.Select((attribute, place) => ($"#a{place}", attribute)).ToDictionary(pair => pair.Item1, pair => pair.attribute);
        return new ScanRequest
        {
            TableName = address.Table,
            ConsistentRead = true,
            ProjectionExpression = string.Join(", ", names.Keys),
            ExpressionAttributeNames = names,
        };
    }

    /// <remarks>Whether the table was seeded is no condition: pods may say so at any moment, and it is said with the switch.</remarks>
    private Task<bool> TryWriteOwnerAsync(CheckpointAddress address, TableOwner before, TableOwner to, CancellationToken cancellationToken)
    {
        var demanded = before.Texts.Index().Select(text => text.Item.Value is null ? $"attribute_not_exists(#t{text.Index})" : $"#t{text.Index} = :t{text.Index}");
        var request = new UpdateItemRequest
        {
            TableName = address.Table,
            Key = CheckpointItem.KeyOf(OwnerKey),
            ConditionExpression = string.Join(" AND ", demanded),
            UpdateExpression = "SET #arn = :to, #seeded = :seeded",
            ExpressionAttributeNames = before.Texts.Index().ToDictionary(text => $"#t{text.Index}", text => text.Item.Key),
            ExpressionAttributeValues = before.Texts.Index().Where(text => text.Item.Value is not null).ToDictionary(text => $":t{text.Index}", text => new AttributeValue { S = text.Item.Value }),
        };
        (request.ExpressionAttributeNames["#arn"], request.ExpressionAttributeNames["#seeded"]) = (StreamArn, IsSeeded);
        (request.ExpressionAttributeValues[":to"], request.ExpressionAttributeValues[":seeded"]) = (new() { S = to.StreamArn }, new() { BOOL = to.IsSeeded });
        return calls.RunAsync(AwsActions.UpdateItem, address, "Giving another stream to", async (client, token) =>
        {
            try
            {
                await client.UpdateItemAsync(request, token);
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }, cancellationToken);
    }

    private async Task<bool> IsOwnedAsync(CheckpointAddress address, TableOwner owner, CancellationToken cancellationToken) =>
        await FindOwnerItemAsync(address, cancellationToken) is { Kind: LeaseItemKind.Owner } item && item.ToOwner() is { } found && found with { IsSeeded = owner.IsSeeded } == owner;

    private Task<CheckpointItem?> FindOwnerItemAsync(CheckpointAddress address, CancellationToken cancellationToken) =>
        calls.RunAsync<CheckpointItem?>(AwsActions.GetItem, address, "Reading the owner of", async (client, token) =>
        {
            var request = new GetItemRequest { TableName = address.Table, Key = CheckpointItem.KeyOf(OwnerKey), ConsistentRead = true };
            var answer = await client.GetItemAsync(request, token);
            return answer.Item is { Count: > 0 } item ? new CheckpointItem(item) : null;
        }, cancellationToken);
}

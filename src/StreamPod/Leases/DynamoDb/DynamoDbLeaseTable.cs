using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Records;
using static KeyspacesStreamer.Contracts.Leases.LeaseAttributes;
using static KeyspacesStreamer.StreamPod.Leases.DynamoDb.LeaseItemValues;

namespace KeyspacesStreamer.StreamPod.Leases.DynamoDb;

/// <summary>The lease table in DynamoDB, in the Kinesis Client Library's layout. Owns its clients.</summary>
/// <remarks>
/// A write is one request: the SDK repeats none (see <see cref="DynamoDbClients"/>), so false means that the condition
/// did not hold when the one request was judged, and a time-out is an exception.
/// </remarks>
internal sealed class DynamoDbLeaseTable(TimeProvider clock, DynamoDbClients clients, string tableName) : ILeaseTable
{
    private readonly DynamoDbTableSetup _setup = new(clock, clients, tableName);

    public Task EnsureAsync(bool create, CancellationToken cancellationToken) => _setup.EnsureAsync(create, cancellationToken);

    public async Task<LeaseTableSnapshot> ScanAsync(bool consistent, CancellationToken cancellationToken)
    {
        var leases = new List<Lease>();
        var workers = new List<WorkerItem>();
        TableOwner? owner = null;
        var request = new ScanRequest { TableName = tableName, ConsistentRead = consistent };
        var pages = new PageTurns($"the leases in {tableName}");
        do
        {
            var page = await AskAsync("dynamodb:Scan", () => clients.Reads.ScanAsync(request, cancellationToken));
            foreach (var item in (page.Items ?? []).Select(item => new LeaseItemReader(item)))
            {
                DynamoDbTableSetup.RefuseLeaseOfManyStreams(tableName, item);
                switch (item.Kind)
                {
                    case LeaseItemKind.Lease:
                        leases.Add(LeaseItem.ToLease(item));
                        break;
                    case LeaseItemKind.Worker:
                        workers.Add(LeaseItem.ToWorker(item));
                        break;
                    case LeaseItemKind.Owner:
                        owner = LeaseItem.ToOwner(item);
                        break;
                }
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 } last && pages.Turn(last.TryGetValue(LeaseKey, out var key) ? key.S : "(another key)"));
        return new LeaseTableSnapshot(leases, workers, owner);
    }

    public async Task<Lease?> FindAsync(ShardId shardId, CancellationToken cancellationToken) =>
        await GetAsync(shardId.Value, LeaseItemKind.Lease, consistent: true, cancellationToken) is { } item ? LeaseItem.ToLease(item) : null;

    public Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken) => HoldsAsync("dynamodb:PutItem", () => clients.Writes.PutItemAsync(
        new PutItemRequest
        {
            TableName = tableName,
            Item = LeaseItem.FromLease(lease),
            ConditionExpression = $"attribute_not_exists({LeaseKey})",
        },
        cancellationToken));

    public Task<bool> TryUpdateAsync(ShardId shardId, LeaseGuard guard, LeaseChange change, CancellationToken cancellationToken) =>
        TryUpdateAsync(shardId.Value, LeaseUpdate.From(guard, change), cancellationToken);

    public Task<bool> TryDeleteAsync(Lease seen, CancellationToken cancellationToken) => TryDeleteAsync(
        seen.ShardId.Value,
        new LeaseExpression().Demand(LeaseCounter, Number(seen.Counter)).Demand(LeaseOwner, null),
        cancellationToken);

    public async Task<TableOwner?> FindOwnerAsync(CancellationToken cancellationToken) =>
        await GetAsync(OwnerKey, LeaseItemKind.Owner, consistent: true, cancellationToken) is { } item ? LeaseItem.ToOwner(item) : null;

    public Task<bool> TryWriteOwnerAsync(TableOwner? seen, TableOwner owner, CancellationToken cancellationToken)
    {
        var expression = new LeaseExpression();
        if (seen is null)
        {
            expression.DemandItem(exists: false);
        }
        else
        {
            foreach (var (name, text) in seen.Texts)
            {
                expression.Demand(name, TextOrNull(text));
            }

            expression.Demand(IsSeeded, Flag(seen.IsSeeded));
        }

        foreach (var (name, text) in owner.Texts)
        {
            expression.Set(name, TextOrNull(text));
        }

        expression.Set(EntityType, Text(StreamEntity)).Set(IsSeeded, Flag(owner.IsSeeded));
        return TryUpdateAsync(OwnerKey, expression, cancellationToken);
    }

    public async Task<WorkerItem> BeatAsync(WorkerName worker, string? progress, CancellationToken cancellationToken)
    {
        var request = new LeaseExpression()
            .Set(EntityType, Text(WorkerEntity))
            .Set(Incarnation, Text(worker.Incarnation))
            .Set(Progress, progress is null ? null : Text(progress))
            .Add(Heartbeat, 1)
            .ToUpdate(tableName, WorkerKey(worker.Pod));
        request.ReturnValues = ReturnValue.ALL_NEW;
        var answer = await AskAsync("dynamodb:UpdateItem", () => clients.Writes.UpdateItemAsync(request, cancellationToken));
        return LeaseItem.ToWorker(new LeaseItemReader(answer.Attributes));
    }

    public async Task<WorkerItem?> FindWorkerAsync(string pod, CancellationToken cancellationToken) =>
        await GetAsync(WorkerKey(pod), LeaseItemKind.Worker, consistent: false, cancellationToken) is { } item ? LeaseItem.ToWorker(item) : null;

    public Task<bool> TryNudgeAsync(string pod, CancellationToken cancellationToken) =>
        TryUpdateAsync(WorkerKey(pod), new LeaseExpression().DemandItem(exists: true).Add(Nudge, 1), cancellationToken);

    public Task<bool> TryDeleteWorkerAsync(WorkerName worker, long? heartbeat, CancellationToken cancellationToken)
    {
        var expression = new LeaseExpression().Demand(Incarnation, Text(worker.Incarnation));
        if (heartbeat is { } beat)
        {
            expression.Demand(Heartbeat, Number(beat));
        }

        return TryDeleteAsync(WorkerKey(worker.Pod), expression, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        clients.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<LeaseItemReader?> GetAsync(string key, LeaseItemKind kind, bool consistent, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = tableName, Key = Key(key), ConsistentRead = consistent };
        var answer = await AskAsync("dynamodb:GetItem", () => clients.Reads.GetItemAsync(request, cancellationToken));
        if (answer.Item is not { Count: > 0 } item)
        {
            return null;
        }

        var reader = new LeaseItemReader(item);
        return reader.Kind == kind ? reader : null;
    }

    private Task<bool> TryUpdateAsync(string key, LeaseExpression expression, CancellationToken cancellationToken) =>
        HoldsAsync("dynamodb:UpdateItem", () => clients.Writes.UpdateItemAsync(expression.ToUpdate(tableName, key), cancellationToken));

    private Task<bool> TryDeleteAsync(string key, LeaseExpression expression, CancellationToken cancellationToken) =>
        HoldsAsync("dynamodb:DeleteItem", () => clients.Writes.DeleteItemAsync(expression.ToDelete(tableName, key), cancellationToken));

    private async Task<bool> HoldsAsync<T>(string action, Func<Task<T>> write)
    {
        try
        {
            await AskAsync(action, write);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <exception cref="LeaseTableException">The table was deleted.</exception>
    private async Task<T> AskAsync<T>(string action, Func<Task<T>> ask)
    {
        try
        {
            return await new AwsSubject(action, $"table {tableName}").AskAsync(ask);
        }
        catch (ResourceNotFoundException gone)
        {
            throw new LeaseTableException(
                $"Lease table '{tableName}' does not exist any more: it was deleted while it was in use, and with it the places of all shards. This pod stops. "
                + "Stop all pods. Restore the table under the same name if there is a backup, and let 'streampod leases rebuild' make it again from the bucket: then the pods go on where they were. With an empty table "
                + "they begin at the oldest change that the stream keeps, and write again what they do not recognise.",
                gone)
            {
                IsMissing = true,
            };
        }
    }
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Fleet;

/// <summary>What the pods of the streams would have written into their checkpoint tables.</summary>
internal sealed class FleetLeases(TimeProvider clock, FleetPlan plan) : IDisposable
{
    private readonly AmazonDynamoDBClient _client = new(
        new BasicAWSCredentials(FleetPlan.AccessKey, FleetPlan.AccessKey), new AmazonDynamoDBConfig { ServiceURL = plan.DynamoDbEndpoint.AbsoluteUri, AuthenticationRegion = FleetPlan.Region });

    /// <summary>A pod that holds all shards and is at their tip.</summary>
    public async Task WriteAsync(string stream, string pod, string arn, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var items = new List<Dictionary<string, AttributeValue>>
        {
            Item(LeaseAttributes.OwnerKey, (LeaseAttributes.EntityType, LeaseAttributes.StreamEntity), (LeaseAttributes.StreamArn, arn), (LeaseAttributes.Resource, $"{FleetPlan.Namespace}/{stream}")),
            Item(LeaseAttributes.WorkerKey(pod), (LeaseAttributes.EntityType, LeaseAttributes.WorkerEntity), (LeaseAttributes.Progress, ProgressAt(now))),
        };
        items.AddRange(Enumerable.Range(0, plan.Shards).Select(shard => Item(
            $"shard-0000000176739780{shard}-abcdef012{shard}", (LeaseAttributes.LeaseOwner, $"{pod}/1"), (LeaseAttributes.Checkpoint, "16834000000000000000000"), (LeaseAttributes.LastCommitAt, $"{now:O}"))));
        await _client.BatchWriteItemAsync(
            new BatchWriteItemRequest { RequestItems = new() { [$"{stream}-leases"] = [.. items.Select(item => new WriteRequest(new PutRequest(item)))] } }, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private string ProgressAt(DateTimeOffset now) => WorkerProgressJson.Write(
        new WorkerProgress { Shards = plan.Shards, AtTip = plan.Shards, Halted = 0, LagSeconds = 0, LastCommitAt = now, IsReady = true, Records = 1000, Objects = 10 });

    private static Dictionary<string, AttributeValue> Item(string key, params (string Name, string Value)[] attributes)
    {
        var item = new Dictionary<string, AttributeValue> { [LeaseAttributes.LeaseKey] = new() { S = key } };
        foreach (var (name, value) in attributes)
        {
            item[name] = new AttributeValue { S = value };
        }

        return item;
    }
}

using System.Globalization;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Tests.Aws;

/// <summary>Items of a lease table, as pods write them.</summary>
internal static class LeaseTableItems
{
    public static Dictionary<string, AttributeValue> ItemOf(TableOwner owner) => ItemOf("stream#", [
        ("entityType", Text("STREAM")), ("isSeeded", new() { BOOL = owner.IsSeeded }),
        .. owner.Texts.Where(text => text.Value is not null).Select(text => (text.Key, Text(text.Value!))), // the absent ones are left out
    ]);

    public static Dictionary<string, AttributeValue> ItemOf(WorkerHeartbeat worker)
    {
        var progress = WorkerProgressJson.Write(worker.Progress ?? throw new ArgumentException("A worker with progress expected.", nameof(worker)));
        return ItemOf($"worker#{worker.Pod}", ("entityType", Text("WORKER")), ("heartbeat", new() { N = $"{worker.Heartbeat}" }), ("progress", Text(progress)));
    }

    public static Dictionary<string, AttributeValue> ItemOf(ShardLease lease) => ItemOf(
        lease.ShardId,
        ("leaseCounter", new() { N = "3" }),
        ("checkpoint", Text(lease.IsFinished ? "SHARD_END" : "TRIM_HORIZON")),
        ("leaseOwner", lease.OwnerPod is { } pod ? Text($"{pod}/a1b2") : null),
        ("parentShardId", lease.Parents.Count > 0 ? new() { SS = [.. lease.Parents] } : null),
        ("haltReason", lease.HaltReason is { } reason ? Text(reason) : null),
        ("caughtUpAt", Time(lease.CaughtUpAt)),
        ("lastCommitAt", Time(lease.LastCommitAt)),
        ("promisedSince", Time(lease.PromisedSince)));

    public static Dictionary<string, AttributeValue> ItemOf(string key, params (string Name, AttributeValue? Value)[] attributes)
    {
        var item = new Dictionary<string, AttributeValue> { ["leaseKey"] = Text(key) };
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }

        return item;
    }

    public static AttributeValue Text(string text) => new() { S = text };

    public static AttributeValue? Time(DateTimeOffset? time) => time is { } at ? Text(at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)) : null;
}

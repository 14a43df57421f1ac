using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>An item of the lease table becomes a lease, or an error that names the item, the attribute and what was found.</summary>
public sealed class LeaseItemTests
{
    [Fact]
    public void FullLease_ThereAndBack_IsTheSame()
    {
        var item = LeaseItem.FromLease(Full(Shard(1)));

        Assert.Equal(Text(Full(Shard(1))), Text(LeaseItem.ToLease(new LeaseItemReader(item))));
    }

    [Fact]
    public void FreshLease_HasNoEmptySetsAndNoNulls()
    {
        var item = LeaseItem.FromLease(Fresh(Shard(1)));

        Assert.Equal(
            ["checkpoint", "checkpointSubSequenceNumber", "leaseCounter", "leaseKey", "objects", "ownerSwitchesSinceCheckpoint", "records"],
            item.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("checkpoint", "has no checkpoint")]
    [InlineData("leaseCounter", "has no leaseCounter")]
    public void RequiredAttribute_Missing_IsNamed(string name, string message)
    {
        var item = LeaseItem.FromLease(Full(Shard(1)));
        item.Remove(name);

        AssertRefused(item, message);
    }

    public static TheoryData<string, AttributeValue, string> WrongTypes => new()
    {
        { "checkpoint", new() { N = "5" }, "checkpoint must be text (S), found N 5" },
        { "checkpoint", new() { S = "AT_TIMESTAMP" }, "'AT_TIMESTAMP' is not a checkpoint" },
        { "pendingCheckpoint", new() { S = "12x" }, "'12x' is not a checkpoint" },
        { "leaseCounter", new() { S = "41" }, "leaseCounter must be a whole number (N), found S '41'" },
        { "leaseCounter", new() { N = "4.5" }, "leaseCounter must be a whole number (N), found N 4.5" },
        { "leaseOwner", new() { NULL = true }, "leaseOwner must be text (S), found NULL" },
        { "parentShardId", new() { S = "shard-1" }, "parentShardId must be a set of texts (SS), found S 'shard-1'" },
        { "childShardIds", new() { L = [new() { S = "shard-1" }] }, "childShardIds must be a set of texts (SS), found L" },
        { "pendingCheckpointState", new() { S = "AAEC" }, "pendingCheckpointState must be bytes (B), found S 'AAEC'" },
        { "caughtUpAt", new() { S = "yesterday" }, "caughtUpAt must be a time as ISO 8601 (S), found S 'yesterday'" },
        { "lastCommitAt", new() { N = "1767323045" }, "lastCommitAt must be a time as ISO 8601 (S), found N 1767323045" },
        { "records", new() { BOOL = true }, "records must be a whole number (N), found BOOL True" },
    };

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void Attribute_OfAnotherType_IsNamedWithWhatWasFound(string name, AttributeValue found, string message)
    {
        var item = LeaseItem.FromLease(Full(Shard(1)));
        item[name] = found;

        AssertRefused(item, message);
    }

    [Fact]
    public void Item_WithoutKey_IsRefused()
    {
        Assert.Throws<LeaseTableException>(() => new LeaseItemReader(new() { ["leaseKey"] = new() { N = "1" } }));
    }

    [Theory]
    [InlineData("shard-1767323045678-00000001", null, LeaseItemKind.Lease)]
    [InlineData("shardId-000000000001", "LEASE", LeaseItemKind.Lease)]
    [InlineData("a:b:c:d", null, LeaseItemKind.Lease)]
    [InlineData("123456789012:media:1767323045:shardId-1", null, LeaseItemKind.LeaseOfManyStreams)]
    [InlineData("123456789012:media:1767323045:shardId-1", "LEASE", LeaseItemKind.LeaseOfManyStreams)]
    [InlineData("123456789012:media:1767323045:shardId-1", "WORKER_METRIC_STATS", LeaseItemKind.Foreign)]
    [InlineData("worker#media-0", "WORKER", LeaseItemKind.Worker)]
    [InlineData("worker#media-0", "LEASE", LeaseItemKind.Foreign)]
    [InlineData("media-0", "WORKER", LeaseItemKind.Foreign)]
    [InlineData("stream#", "STREAM", LeaseItemKind.Owner)]
    [InlineData("stream#2", "STREAM", LeaseItemKind.Foreign)]
    [InlineData("leader", "COORDINATOR_STATE", LeaseItemKind.Foreign)]
    internal void Kind_FollowsFromKeyAndEntityType(string key, string? entityType, LeaseItemKind kind)
    {
        Assert.Equal(kind, LeaseAttributes.KindOf(key, entityType));
    }

    private static void AssertRefused(Dictionary<string, AttributeValue> item, string message)
    {
        var refusal = Assert.Throws<LeaseTableException>(() => LeaseItem.ToLease(new LeaseItemReader(item)));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Shard(1).Value, refusal.Message, StringComparison.Ordinal);
    }
}

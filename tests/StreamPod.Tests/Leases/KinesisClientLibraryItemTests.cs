using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;
using KeyspacesStreamer.Testing.Servers;
using static KeyspacesStreamer.Testing.Leases.LeaseSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>A table written by the Kinesis Client Library is taken over in place, and given back as that library expects it.</summary>
public sealed class KinesisClientLibraryItemTests(DynamoDbFixture dynamoDb) : IClassFixture<DynamoDbFixture>
{
    private const string LastRead = "49590338271490256608559692538361571095921575989136588898";
    private const string NextRead = "49590338271490256608559692540925702759324208523137515618";

    private readonly string _tableName = dynamoDb.NewTableName();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // As the library writes it for a shard in the middle of its life; version 3 adds the last three.
    private static Dictionary<string, AttributeValue> KinesisItem => new()
    {
        ["leaseKey"] = new() { S = Shard(1).Value },
        ["leaseOwner"] = new() { S = "4f2c0a1e-8d57-4f0e-9f37-ip-10-0-1-7" },
        ["leaseCounter"] = new() { N = "1789" },
        ["checkpoint"] = new() { S = LastRead },
        ["checkpointSubSequenceNumber"] = new() { N = "0" },
        ["ownerSwitchesSinceCheckpoint"] = new() { N = "1" },
        ["parentShardId"] = new() { SS = [Shard(90).Value, Shard(91).Value] },
        ["childShardIds"] = new() { SS = [Shard(2).Value] },
        ["startingHashKey"] = new() { S = "0" },
        ["throughputKBps"] = new() { N = "17.25" },
        ["entityType"] = new() { S = "LEASE" },
    };

    [Fact]
    public async Task ItemOfTheLibrary_IsReadAsItMeantIt()
    {
        await using var table = await TakeOverAsync(KinesisItem);

        var lease = Assert.Single((await table.ScanAsync(consistent: true, Stop)).Leases);

        Assert.Equal(
            Text(Fresh(Shard(1)) with
            {
                Owner = "4f2c0a1e-8d57-4f0e-9f37-ip-10-0-1-7",
                Counter = 1789,
                Checkpoint = At(LastRead),
                OwnerSwitchesSinceCheckpoint = 1,
                Parents = [Shard(90), Shard(91)],
                Children = [Shard(2)],
            }),
            Text(lease));
        Assert.Equal(Text(lease), Text(await table.FindAsync(Shard(1), Stop)));
    }

    [Fact]
    public async Task TakenCheckpointedAndReleased_IsAnItemOfTheLibraryAgain()
    {
        await using var table = await TakeOverAsync(KinesisItem);
        var ours = Expected<string>.Is("media-0/a1");

        Assert.True(await table.TryUpdateAsync(
            Shard(1), new() { Counter = 1789 }, new() { Owner = Change<string>.To("media-0/a1"), CounterStep = 1, ResetsOwnerSwitches = false, StreamArn = StreamArn }, Stop));
        Assert.True(await table.TryUpdateAsync(
            Shard(1),
            new() { Owner = ours, Counter = 1790 },
            new() { PendingCheckpoint = Change<string>.To(NextRead), PendingState = Change<byte[]>.To([1]) },
            Stop));
        Assert.True(await table.TryUpdateAsync(
            Shard(1),
            new() { Owner = ours, Counter = 1790 },
            new() { Checkpoint = At(NextRead), ResetsOwnerSwitches = true, PendingCheckpoint = Change<string>.To(null), PendingState = Change<byte[]>.To(null) },
            Stop));
        Assert.True(await table.TryUpdateAsync(Shard(1), new() { Owner = ours, Counter = 1790 }, new() { Owner = Change<string>.To(null) }, Stop));

        var expected = KinesisItem;
        expected.Remove("leaseOwner");
        expected["leaseCounter"] = new() { N = "1790" };
        expected["checkpoint"] = new() { S = NextRead };
        expected["ownerSwitchesSinceCheckpoint"] = new() { N = "0" };
        expected["streamArn"] = new() { S = StreamArn };
        Assert.Equal(Lines(expected), Lines(await dynamoDb.RawItemAsync(_tableName, Shard(1).Value, Stop)));
    }

    [Fact]
    public async Task PreparedGroup_IsInTheLibrarysPendingAttributes()
    {
        await using var table = await TakeOverAsync(KinesisItem);

        await table.TryUpdateAsync(Shard(1), default, new() { PendingCheckpoint = Change<string>.To(NextRead), PendingState = Change<byte[]>.To([7, 8]) }, Stop);

        var item = await dynamoDb.RawItemAsync(_tableName, Shard(1).Value, Stop);
        Assert.Equal(NextRead, item["pendingCheckpoint"].S);
        Assert.Equal("0", item["pendingCheckpointSubSequenceNumber"].N);
        Assert.Equal([7, 8], item["pendingCheckpointState"].B.ToArray());
    }

    private static string[] Lines(Dictionary<string, AttributeValue> item) =>
        [.. item.Select(pair => $"{pair.Key} = {pair.Value.S}{pair.Value.N}{string.Join(',', (pair.Value.SS ?? []).Order())}").Order()];

    private async Task<DynamoDbLeaseTable> TakeOverAsync(Dictionary<string, AttributeValue> item)
    {
        TestServers.SkipUnlessInstalled();
        var table = dynamoDb.NewTable(_tableName);
        await table.EnsureAsync(create: true, Stop);
        await dynamoDb.PutRawAsync(_tableName, item, Stop);
        return table;
    }
}

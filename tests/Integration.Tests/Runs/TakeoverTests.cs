using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;
using KeyspacesStreamer.Integration.Tests.Stands;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Integration.Tests.Runs;

/// <summary>A lease table that the Kinesis Client Library wrote: the pod goes on exactly after its checkpoints.</summary>
public sealed class TakeoverTests(AwsServers servers)
{
    [Fact]
    public async Task TableOfTheKinesisClientLibrary_IsContinuedAfterItsCheckpoints()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var stand = await TestStand.StartAsync(servers, new StandOrder { Name = "takeover" }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 600, shards = 3 }, cancellationToken);
        var split = await stand.Emulator.PostAsync("/tables/media/media_content/split", new { }, cancellationToken);
        await stand.Emulator.WorkAsync(new { count = 600, seed = 2 }, cancellationToken);
        var ledger = await stand.LedgerAsync(cancellationToken);
        var parent = split.GetProperty("parents")[0].GetString() ?? "";
        var open = ledger.Shards.Values.Where(shard => shard.IsOpen && shard.Parents.Count == 0).ToList();
        var begin = new Dictionary<string, string> { [parent] = "SHARD_END", [open[0].ShardId] = open[0].Records[36].SequenceNumber, [open[1].ShardId] = open[1].Records[0].SequenceNumber };
        await WriteTableAsync(stand, ledger, begin, cancellationToken);

        var pod = await stand.StartPodAsync("pod-a", cancellationToken);
        await stand.UntilCommittedAsync(cancellationToken);
        var code = await pod.TerminateAsync(cancellationToken);

        Assert.Equal(0, code);
        Assert.Empty(new IndependentReader(await stand.LedgerAsync(cancellationToken), await stand.ObjectsAsync(cancellationToken)).Violations(begin, stand.S3Proxy.Puts));
        Assert.Equal(0, (await PodProcess.VerifyAsync(["--settings", stand.SettingsFile, "--deep", "--accept-starts"], Path.Combine(stand.Folder, "verify.log"), cancellationToken)).ExitCode);
        var rows = await LeaseRows.ScanAsync(stand.DynamoDb, stand.Table, cancellationToken);
        Assert.Equal("12.5", rows[open[0].ShardId]["throughputKBps"].N);
        Assert.All(rows.Values, row => Assert.False(row.ContainsKey("leaseOwner")));
    }

    private static async Task WriteTableAsync(TestStand stand, Ledger ledger, Dictionary<string, string> checkpoints, CancellationToken cancellationToken)
    {
        await LeaseRows.CreateTableAsync(stand.DynamoDb, stand.Table, "leaseKey", cancellationToken);
        foreach (var shard in ledger.Shards.Values)
        {
            var item = new Dictionary<string, AttributeValue>
            {
                ["leaseKey"] = new(shard.ShardId),
                ["leaseCounter"] = new() { N = "41" },
                ["checkpoint"] = new(checkpoints.GetValueOrDefault(shard.ShardId, "TRIM_HORIZON")),
                ["checkpointSubSequenceNumber"] = new() { N = "0" },
                ["ownerSwitchesSinceCheckpoint"] = new() { N = "0" },
                ["throughputKBps"] = new() { N = "12.5" },
            };
            if (checkpoints.TryGetValue(shard.ShardId, out var checkpoint) && checkpoint != "SHARD_END")
            {
                item["leaseOwner"] = new("kcl-worker-7f3a"); // it crashed, its leases stayed
            }

            if (shard.Parents.Count > 0)
            {
                item["parentShardId"] = new() { SS = [.. shard.Parents] };
            }

            await stand.DynamoDb.PutItemAsync(stand.Table, item, cancellationToken);
        }
    }
}

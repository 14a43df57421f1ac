using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>The condition Ready says that changes really flow, and nothing less.</summary>
public sealed class ReadyTests(StreamingStand stand)
{
    private const string AMoment = "--timeout=1s";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_BucketIsGoneWhenThePodStarts_ReturnsOnlyWhenItIsThereAgain()
    {
        await using var table = await stand.TableAsync("bucketless");

        // No node has that label yet: between the operator's look at the bucket and the pod's, it disappears.
        await table.ApplyAsync("  pod: { nodeSelector: { gate: bucketless } }\n");
        await table.UntilReasonAsync("DestinationReady", "BucketFound");
        await Phase.UntilAsync("a pod waits for a node", async () => (await table.PodsAsync()).Count == 1 ? null : "no pod", Token);
        await stand.Parts.S3.DeleteBucketAsync(table.Bucket, Token);
        await table.KubectlAsync("label", "node", stand.Node.Name, "gate=bucketless");
        // Ready names this, or the bucket once the operator has looked at it again.
        await table.UntilReasonAsync("WorkloadReady", "PodsFailing");
        var early = await table.WaitAsync(AMoment);
        var message = await table.MessageAsync("WorkloadReady");
        await stand.Parts.S3.PutBucketAsync(table.Bucket, Token);
        var late = await table.WaitAsync(Phase.KubectlTimeout);

        Assert.NotEqual(0, early.Code);
        Assert.Contains(table.Bucket, message, StringComparison.Ordinal);
        Assert.Equal((0, ""), (late.Code, late.Code == 0 ? "" : late.Text));
        await table.UntilCommittedAsync();
        Assert.Empty(await table.ViolationsAsync());
    }

    [Fact]
    public async Task Wait_PodsGetNoRecords_ReturnsOnlyAfterTheFirstCommit()
    {
        await using var table = await stand.TableAsync("unread");
        foreach (var shard in (await table.LedgersAsync())[0].Shards.Keys)
        {
            await stand.Parts.Emulator.FaultAsync(new { kind = "throttle", operation = "GetRecords", shardId = shard }, Token);
        }

        await table.ApplyAsync();
        await table.UntilPodsAsync(1);
        await table.UntilReasonAsync("WorkloadReady", "PodsReady");
        await Phase.UntilAsync(
            "the operator sees that the leases are held",
            async () => await table.StatusAsync("shards.open") == "2" && await table.StatusAsync("shards.unassigned") == "0" ? null : await table.StatusAsync("shards"),
            Token);
        var (reason, early) = (await table.ReasonAsync("Ready"), await table.WaitAsync(AMoment));
        var objects = await table.ObjectsAsync();
        await stand.Parts.Emulator.ClearFaultsAsync(Token);
        await table.UntilReadyAsync();

        Assert.Equal("WaitingForFirstCommit", reason);
        Assert.NotEqual(0, early.Code);
        Assert.Empty(objects);
        Assert.NotEmpty(await table.ObjectsAsync());
        Assert.DoesNotContain(stand.Watch.Of(table.Key).SkipLast(1), seen => seen.StartsWith("True", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_ReadyStream_ShowsItsFiguresAndFillsAllColumns()
    {
        await using var table = await stand.TableAsync("columns", shards: 3);

        await table.ApplyAsync();
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();
        await Phase.UntilAsync("the records are counted", async () => await table.StatusAsync("records") is "20" ? null : await table.StatusAsync("records"), Token);
        var lines = (await table.KubectlAsync("get", "kcs", "-o", "wide")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("3 0 0", $"{await table.StatusAsync("shards.open")} {await table.StatusAsync("shards.finished")} {await table.StatusAsync("shards.unassigned")}");
        Assert.Equal("0s", await table.StatusAsync("lag"));
        Assert.NotEmpty(await table.StatusAsync("lastCommitTime"));
        Assert.Equal(["NAME", "READY", "KEYSPACE", "TABLE", "LAG", "SHARDS", "PODS", "AGE", "BUCKET", "STREAM", "LAST COMMIT", "REASON"], Columns(lines[0]));
        var row = Columns(lines[1]);
        Assert.Equal(12, row.Length);
        Assert.Equal([table.Name, "True", StreamedTable.Keyspace, table.Table, "0s", "3", "1"], row[..7]);
        Assert.Equal((table.Bucket, "Streaming"), (row[8], row[11]));
    }

    private static string[] Columns(string line) => line.Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>CDC that is turned off and on again: the table's next stream is read when the last one is read to its end.</summary>
public sealed class StreamChangeTests(StreamingStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CdcOffAndOn_UnderLoad_DrainsTheOldStreamAndBeginsTheNewOneAtItsBeginning()
    {
        await using var table = await stand.TableAsync("relabelled");
        await table.ApplyAsync("  replicas: 2\n");
        await table.UntilReadyAsync();
        var first = await table.StatusAsync("streamArn");

        // The old stream holds much that is unread when the new one appears. An operator that looks for the first time asks for the stream at once; one
        // that runs asks every two minutes.
        await table.UnderLoadAsync(async load =>
        {
            await table.PatchAsync("""{"suspend":true}""");
            await table.UntilReasonAsync("WorkloadReady", "ScaledToZero");
            await table.WorkAsync(500);
            await stand.WithoutOperatorAsync(async () =>
            {
                await CdcAsync(table, "disable", new { });
                await CdcAsync(table, "enable", new { shards = 3 });
                await table.PatchAsync("""{"suspend":false}""");
            });
            await load.UntilMoreAsync(100, Token);
        });
        await Phase.UntilAsync("the new stream is read", async () => await table.StatusAsync("streamArn") is var now && now != first ? null : await table.StatusAsync("conditions"), Token);
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        var ledgers = await table.LedgersAsync();
        Assert.Equal([first, await table.StatusAsync("streamArn")], ledgers.Select(ledger => ledger.StreamArn));
        Assert.All(ledgers, ledger => Assert.NotEqual(0, ledger.Records));
        Assert.Empty(await table.ViolationsAsync());
        Assert.Contains("is read to its end; from now on", await NotesAsync(table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trimmed_WhileSuspendedAndPolicyHalt_StopsAndSaysWhyUntilTheLossIsAccepted()
    {
        await using var table = await stand.TableAsync("trimmed", shards: 1);
        await table.ApplyAsync();
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();
        var kept = (await table.WrittenAsync()).ToHashSet();

        await LoseAsync(table, 100);
        await table.WorkAsync(50);
        kept.UnionWith((await table.LedgersAsync())[0].Shards.Values.SelectMany(shard => shard.Records).Where(record => !record.IsTrimmed).Select(record => (record.ShardId, record.Number)));
        await table.PatchAsync("""{"suspend":false}""");
        await table.UntilReasonAsync("Ready", "ShardsHalted");
        var (message, risk, halted) = (await table.MessageAsync("Ready"), await table.ReasonAsync("RetentionAtRisk"), await table.WrittenAsync());
        await table.PatchAsync("""{"source":{"onTrimmedData":"Continue"}}""");
        await table.UntilReadyAsync();
        await table.UntilWrittenAsync(kept);

        Assert.Contains("lost", message, StringComparison.Ordinal);
        Assert.Equal("DataTrimmed", risk);
        Assert.Equal(20, halted.Count);
        Assert.Equal(70, kept.Count);
        Assert.Equal(kept, await table.WrittenAsync());
        Assert.Single(await table.GapKeysAsync());
    }

    [Fact]
    public async Task Trimmed_OldStreamRemovedBeforeItWasRead_PassesToTheNewOneOnlyWhenTheLossIsAccepted()
    {
        await using var table = await stand.TableAsync("outlived", shards: 2);
        await table.ApplyAsync();
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();
        var (first, kept) = (await table.StatusAsync("streamArn"), (await table.WrittenAsync()).ToHashSet());

        await LoseAsync(table, 100, endStream: true);
        await CdcAsync(table, "enable", new { shards = 2 });
        await table.WorkAsync(50);
        kept.UnionWith((await table.LedgersAsync())[1].Shards.Values.SelectMany(shard => shard.Records).Select(record => (record.ShardId, record.Number)));
        await stand.WithoutOperatorAsync(() => table.PatchAsync("""{"suspend":false}"""));
        await table.UntilReasonAsync("Ready", "ShardsHalted");
        var halted = await table.StatusAsync("streamArn");
        await table.PatchAsync("""{"source":{"onTrimmedData":"Continue"}}""");
        await Phase.UntilAsync("the new stream is read", async () => await table.StatusAsync("streamArn") is var now && now != first ? null : await table.StatusAsync("conditions"), Token);
        await table.UntilReadyAsync();
        await table.UntilWrittenAsync(kept);

        Assert.Equal(first, halted);
        Assert.Equal(kept, await table.WrittenAsync());
        Assert.NotEmpty(await table.GapKeysAsync());
    }

    /// <summary>Suspends the stream, makes changes, and lets the service forget them; the leases say that they were caught up long ago.</summary>
    private async Task LoseAsync(StreamedTable table, int changes, bool endStream = false)
    {
        await table.PatchAsync("""{"suspend":true}""");
        await table.UntilReasonAsync("WorkloadReady", "ScaledToZero");
        await table.WorkAsync(changes);
        if (endStream)
        {
            await CdcAsync(table, "disable", new { });
        }

        await CdcAsync(table, "trim", new { removeShards = endStream });
        await table.AgeLeasesAsync(TimeSpan.FromHours(30));
    }

    private async Task CdcAsync(StreamedTable table, string verb, object order) =>
        await stand.Parts.Emulator.PostAsync($"/tables/{StreamedTable.Keyspace}/{table.Table}/{verb}", order, Token);

    private static Task<string> NotesAsync(StreamedTable table) => table.KubectlAsync("get", "events.events.k8s.io", "-o", "jsonpath={.items[*].note}");
}

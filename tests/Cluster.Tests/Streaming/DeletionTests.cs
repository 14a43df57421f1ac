using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>A stream that is deleted leaves nothing unwritten behind, and its place in the stream as the policy says.</summary>
public sealed class DeletionTests(StreamingStand stand)
{
    // Longer than the test: what is not written by age has to be flushed.
    private const string LongGroups = "maxAge: 15m";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_OpenGroups_FlushesThemFirstAndALaterStreamGoesOn()
    {
        await using var table = await stand.TableAsync("deleted");
        await table.ApplyAsync(rotation: LongGroups);
        await table.UntilPodsAsync(1);
        await table.WorkAsync(300);
        await UntilReadAsync(table, 320);

        await table.KubectlAsync("delete", "kcs", table.Name, Phase.KubectlTimeout);
        var left = await table.KubectlAsync("get", "pods", "-o", "name");
        var uncommitted = LeaseRows.WhatIsUncommitted((await table.LedgersAsync())[0], await table.LeasesAsync());
        await table.WorkAsync(300);
        await table.ApplyAsync();
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.DoesNotContain("pod/", left, StringComparison.Ordinal);
        Assert.Null(uncommitted);
        Assert.Empty(await table.ViolationsAsync());
        Assert.Equal(620, (await table.LedgersAsync())[0].Records);
    }

    [Fact]
    public async Task Delete_PolicyDelete_DeletesTheCheckpointTableToo()
    {
        await using var table = await stand.TableAsync("dropped");
        await table.ApplyAsync(checkpoint: ", deletionPolicy: Delete");
        await table.UntilReadyAsync();
        var before = (await stand.Parts.DynamoDb.ListTablesAsync(Token)).TableNames;

        await table.KubectlAsync("delete", "kcs", table.Name, Phase.KubectlTimeout);
        await Phase.UntilAsync(
            "the table is gone",
            async () => (await stand.Parts.DynamoDb.ListTablesAsync(Token)).TableNames.Contains(table.LeaseTable) ? "it is still listed" : null,
            Token);

        Assert.Contains(table.LeaseTable, before);
        Assert.Contains("CheckpointTableDeleted", await table.KubectlAsync("get", "events"), StringComparison.Ordinal);
    }

    /// <summary>Read and not written: the groups are open.</summary>
    private async Task UntilReadAsync(StreamedTable table, int records)
    {
        var pod = Assert.Single(await table.PodsAsync());
        await Phase.UntilAsync(
            $"{records} records are taken over",
            async () => await stand.Node.StatusAsync(table.Space, pod, Token) is { } status && status.GetProperty("shards").EnumerateArray().Sum(shard => shard.GetProperty("bufferedRecords").GetInt32()) == records
                ? null : $"{await stand.Node.StatusAsync(table.Space, pod, Token)}",
            Token);
    }
}

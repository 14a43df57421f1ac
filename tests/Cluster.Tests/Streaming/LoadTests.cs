using KeyspacesStreamer.Testing.Processes;
using KeyspacesStreamer.Testing.Reading;

namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>What a person does to a stream's pods while changes come: every change is written once all the same.</summary>
public sealed class LoadTests(StreamingStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scale_UnderLoad_SharesTheShardsAndWritesEveryChangeOnce()
    {
        await using var table = await stand.TableAsync("scaled", shards: 4);
        await table.ApplyAsync();
        await table.UntilReadyAsync();

        var made = await table.UnderLoadAsync(async () =>
        {
            await table.ScaleAsync(3);
            await table.UntilPodsAsync(3);
            await table.UntilReadyAsync();
            await UntilOwnersAsync(table, 3);
            await table.ScaleAsync(1);
            await table.UntilPodsAsync(1);
        });
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Empty(await table.ViolationsAsync());
        Assert.Equal(20 + made, (await table.LedgersAsync())[0].Records);
    }

    [Fact]
    public async Task ChangeSettings_UnderLoad_ReplacesThePodsWithoutAGapAndReadyDoesNotFlap()
    {
        await using var table = await stand.TableAsync("rolled");
        await table.ApplyAsync("  replicas: 2\n");
        await table.UntilReadyAsync();
        var (before, seen) = (await table.PodsAsync(), stand.Watch.Of(table.Key).Count);

        await table.UnderLoadAsync(async () =>
        {
            await table.PatchAsync("""{"destination":{"rotation":{"maxRecords":20}}}""");
            await table.UntilReadyAsync();
        });
        await table.UntilPodsAsync(2);
        await table.UntilCommittedAsync();
        var old = await table.WrittenAsync();
        // More for each shard than an object of the new settings holds, all at once.
        await table.WorkAsync(400);
        await table.UntilCommittedAsync();

        Assert.Empty(await table.ViolationsAsync());
        Assert.Empty(before.Intersect(await table.PodsAsync()));
        var objects = (await table.ObjectsAsync()).Where(item => !item.Lines.Any(line => old.Contains((item.ShardId, BucketObject.NumberOf(line))))).ToList();
        Assert.Contains(objects, item => item.Lines.Count == 20);
        Assert.All(objects, item => Assert.InRange(item.Lines.Count, 1, 20));
        // Ready is of a generation: it goes once while the new one is not proven, and comes back once.
        Assert.Equal(["False", "True"], Statuses(stand.Watch.Of(table.Key, seen)));
    }

    [Fact]
    public async Task Suspend_UnderLoad_StopsThePodsAndGoesOnWhereTheyStopped()
    {
        await using var table = await stand.TableAsync("suspended");
        await table.ApplyAsync();
        await table.UntilReadyAsync();

        await table.UnderLoadAsync(async () =>
        {
            await table.PatchAsync("""{"suspend":true}""");
            await table.UntilReasonAsync("Ready", "SuspendedBySpec");
            await table.UntilReasonAsync("WorkloadReady", "ScaledToZero");
            await table.UntilPodsAsync(0);
            await table.PatchAsync("""{"suspend":false}""");
        });
        await table.UntilReadyAsync();
        await table.UntilCommittedAsync();

        Assert.Empty(await table.ViolationsAsync());
        Assert.Equal("NotSuspended", await table.ReasonAsync("Suspended"));
    }

    private static async Task UntilOwnersAsync(StreamedTable table, int owners) => await Phase.UntilAsync(
        $"{owners} pods hold leases",
        async () => (await table.LeasesAsync()).Values.Where(row => row.ContainsKey("leaseOwner")).Select(row => row["leaseOwner"].S).Distinct().ToList() is var found && found.Count == owners
            ? null : string.Join(", ", found),
        Token);

    private static IReadOnlyList<string> Statuses(IReadOnlyList<string> seen)
    {
        var all = seen.Select(text => text.Split(' ')[0]).ToList();
        return [.. all.Where((status, index) => index == 0 || all[index - 1] != status)];
    }
}

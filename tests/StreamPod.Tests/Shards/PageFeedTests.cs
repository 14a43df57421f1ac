using KeyspacesStreamer.StreamPod.Batching;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class PageFeedTests
{
    [Fact]
    public async Task Read_WaitingForMemory_LeavesTheGateToThoseWhoHoldIt()
    {
        using var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { MaxConcurrentReads = 1, MemoryBudgetBytes = 4 * 1024 * 1024 } });
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard);
        var feed = new PageFeed(pod.Context, shard, new ShardReader(pod.Source, shard, IteratorStart.TrimHorizon, null));

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            using var held = await BudgetRoom.AdmitAsync(pod.Context.Budget, 3 * 1024 * 1024, CancellationToken.None);
            var waiting = feed.ReadAsync(CancellationToken.None);
            await loop.UntilAsync("a reader waits for memory", () => pod.Context.Budget.WaitingReaders == 1);

            var passed = pod.Context.ReadGate.RunAsync(_ => Task.FromResult(true), CancellationToken.None);
            Assert.True(await loop.ResultAsync("whoever holds memory gets through", passed, TimeSpan.FromSeconds(1)));

            held.Resize(0);
            using var page = await loop.ResultAsync("the reader is let in", waiting);
            Assert.Equal(1, page.Count);
        });

        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Read_FailingInPassing_GivesItsRoomBackAndTriesAgain()
    {
        using var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.FailNext(Testing.Streams.StreamOperation.GetRecords, new IOException("planned"));
        var feed = new PageFeed(pod.Context, shard, new ShardReader(pod.Source, shard, IteratorStart.TrimHorizon, null));

        await FakeTimeLoop.RunAsync(pod.Clock, async loop => (await loop.ResultAsync("the page is read", feed.ReadAsync(CancellationToken.None))).Dispose());

        Assert.Equal(["get-records Transient"], pod.Events.Of("retry"));
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }
}

using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class PageFetcherTests
{
    [Fact]
    public async Task Read_QueuedAtTheGate_HoldsNoMemory()
    {
        var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { MaxConcurrentReads = 1 } });
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard);
        var feed = new PageFetcher(pod.Context, shard, new ShardReader(pod.Clock, pod.Source, shard, IteratorStart.TrimHorizon, null), new PublishedSnapshot(new ShardSnapshot()));
        var inside = new TaskCompletionSource<bool>();

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            var holder = pod.Context.ReadGate.RunAsync(_ => inside.Task, CancellationToken.None);
            var queued = feed.ReadAsync(CancellationToken.None);
            Assert.Equal(0, pod.Context.Budget.HeldBytes);

            inside.SetResult(true);
            await holder;
            using var page = await loop.ResultAsync("the reader is let in", queued);
            Assert.Equal(1, page.Count);
        });

        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Read_GateFull_IsNotSentBeforeAPlaceIsFree()
    {
        var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { MaxConcurrentReads = 1 } });
        var shard = pod.Source.AddShard("a");
        var feed = new PageFetcher(pod.Context, shard, new ShardReader(pod.Clock, pod.Source, shard, IteratorStart.TrimHorizon, null), new PublishedSnapshot(new ShardSnapshot()));
        var place = new TaskCompletionSource<bool>();

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            var holding = pod.Context.ReadGate.RunAsync(_ => place.Task, CancellationToken.None);
            var waiting = feed.ReadAsync(CancellationToken.None);
            await loop.PassAsync(TimeSpan.FromSeconds(1));
            Assert.Empty(pod.Source.Calls);

            place.SetResult(true);
            (await loop.ResultAsync("the page is read", waiting)).Dispose();
            Assert.True(await holding);
        });
    }

    [Fact]
    public async Task Read_FailingInPassing_GivesItsRoomBackAndTriesAgain()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.FailNext(Testing.Streams.StreamOperation.GetRecords, new IOException("planned"));
        var feed = new PageFetcher(pod.Context, shard, new ShardReader(pod.Clock, pod.Source, shard, IteratorStart.TrimHorizon, null), new PublishedSnapshot(new ShardSnapshot()));

        await FakeTimeLoop.RunAsync(pod.Clock, async loop => (await loop.ResultAsync("the page is read", feed.ReadAsync(CancellationToken.None))).Dispose());

        Assert.Equal(["get-records Transient"], pod.Events.Of("retry"));
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }
}

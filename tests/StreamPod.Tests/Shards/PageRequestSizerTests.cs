using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Time;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>Pages are as large as the memory budget allows, whatever the service has to give.</summary>
public sealed class PageRequestSizerTests
{
    private const long BudgetOfASmallPod = 102L * 1024 * 1024;

    [Fact]
    public async Task Read_Backlog_BeginsWithFewRecordsAndGrowsToAThousand()
    {
        var (pod, shard) = WithRecords(4_000, textLength: 8);

        Assert.Equal([125, 250, 500, 1_000, 1_000], await CountsAsync(pod, shard, pages: 5));
    }

    [Fact]
    public async Task Read_PageOf65MiB_IsReadByAskingForFewer()
    {
        var (pod, shard) = WithRecords(1_000, textLength: 68_000);

        var counts = await CountsAsync(pod, shard, pages: 4);

        Assert.Equal([15, 15, 15, 15], counts);
        Assert.Empty(pod.Events.Of("retry"));
    }

    [Fact]
    public async Task Read_LargePodWithLargePages_IsGivenMoreRoomBeforeItAsksForFewer()
    {
        var (pod, shard) = WithRecords(125, textLength: 40_000, budget: 1024L * 1024 * 1024);

        Assert.Equal([125], await CountsAsync(pod, shard, pages: 1));
        Assert.Equal(8 * 1024 * 1024, pod.Context.PageSizes.Usual);
    }

    [Fact]
    public async Task Read_OneRecordLargerThanUsual_IsGivenRoomByItself()
    {
        var (pod, shard) = WithRecords(1, textLength: 3_000_000);

        Assert.Equal([1], await CountsAsync(pod, shard, pages: 1));
        Assert.Equal(1024 * 1024, pod.Context.PageSizes.Usual);
    }

    [Fact]
    public async Task Read_OneRecordLargerThanAllRoom_HaltsAndSaysSo()
    {
        var (pod, shard) = WithRecords(1, textLength: 20_000_000);
        var feed = FeedOf(pod, shard);

        ShardHaltedException? problem = null;
        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            var reading = feed.ReadAsync(CancellationToken.None);
            await loop.UntilAsync("the reader gives up", () => reading.IsCompleted);
            problem = await Assert.ThrowsAsync<ShardHaltedException>(() => reading);
        });

        Assert.Contains("a page of one record has more than 16777216 bytes", problem!.Message, StringComparison.Ordinal);
        Assert.Equal(11, pod.Events.Of("retry").Count);
        Assert.Equal(0, pod.Context.Budget.HeldBytes);
    }

    [Fact]
    public async Task Read_25ShardsWhoseFirstPagesHold20MiB_StayWithinTheBudgetOfASmallPod()
    {
        var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { MemoryBudgetBytes = BudgetOfASmallPod, MaxConcurrentReads = 25 } });
        var shards = Enumerable.Range(0, 25).Select(number => pod.Source.AddShard($"{number:D2}")).ToArray();
        Array.ForEach(shards, shard => pod.Source.Append(shard, 250, textLength: 84_000));
        var most = 0L;
        pod.Source.Before = (_, _) =>
        {
            most = Math.Max(most, pod.Context.Budget.HeldBytes);
            return Task.CompletedTask;
        };

        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            var pages = shards.Select(shard => FeedOf(pod, shard).ReadAsync(CancellationToken.None)).ToArray();
            foreach (var reading in pages)
            {
                using var page = await loop.ResultAsync("a first page", reading);
                Assert.InRange(page.Count, 1, 15);
                most = Math.Max(most, pod.Context.Budget.HeldBytes);
            }
        });

        Assert.InRange(most, 1, BudgetOfASmallPod);
    }

    private static (TestPod Pod, ShardId Shard) WithRecords(int records, int textLength, long? budget = null)
    {
        var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { MemoryBudgetBytes = budget } });
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, records, textLength);
        return (pod, shard);
    }

    private static PageFetcher FeedOf(TestPod pod, ShardId shard) =>
        new(pod.Context, shard, new ShardReader(pod.Clock, pod.Source, shard, IteratorStart.TrimHorizon, null), new PublishedSnapshot(new ShardSnapshot()));

    private static async Task<List<int>> CountsAsync(TestPod pod, ShardId shard, int pages)
    {
        var (feed, counts) = (FeedOf(pod, shard), new List<int>());
        await FakeTimeLoop.RunAsync(pod.Clock, async loop =>
        {
            while (counts.Count < pages)
            {
                using var page = await loop.ResultAsync("a page", feed.ReadAsync(CancellationToken.None));
                counts.Add(page.Count);
            }
        });
        return counts;
    }
}

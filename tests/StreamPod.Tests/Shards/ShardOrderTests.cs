using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A stream that breaks its order within one reading stops the shard; whatever is legitimate does not.</summary>
public sealed class ShardOrderTests
{
    [Fact]
    public async Task Run_PageWithFiveThreeSeven_HaltsAndTakesNothingOfThePage()
    {
        var pod = TestPod.Create();
        var shard = Numbered(pod, 2, 5, 3, 7);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        var reason = pod.Table[shard].HaltReason!;
        Assert.Contains(HaltReasons.OutOfOrder, reason, StringComparison.Ordinal);
        Assert.Contains(StreamRecords.Number(3).Text, reason, StringComparison.Ordinal);
        Assert.Contains(StreamRecords.Number(5).Text, reason, StringComparison.Ordinal);
        Assert.False(HaltReasons.StaysHalted(reason));
        Assert.Empty(NumbersIn(pod));
    }

    [Fact]
    public async Task Run_OlderNumberOnALaterPage_HaltsThereAndKeepsWhatCameBefore()
    {
        var pod = TestPod.Create();
        pod.Source.PageLimit = 1;
        var shard = Numbered(pod, 2, 5, 3, 7);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("leases rewind", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Equal(Checkpoint.At(StreamRecords.Number(5)), pod.Table[shard].Checkpoint);
        Assert.Equal(Texts([StreamRecords.Number(2), StreamRecords.Number(5)]), NumbersIn(pod));
    }

    [Fact]
    public async Task Run_AgainAfterAnOlderNumberCame_StaysHaltedUntilAPersonRewinds()
    {
        var pod = TestPod.Create();
        pod.Source.PageLimit = 1;
        var shard = Numbered(pod, 2, 5, 3, 7);
        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));
        var (reason, reads) = (pod.Table[shard].HaltReason, pod.Source.CountOf(StreamOperation.GetRecords));

        await RunAsync(pod, pod.Table[shard], async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted again", () => pod.Events.Of("halted").Count == 2));

        Assert.Equal(reason, pod.Table[shard].HaltReason);
        Assert.Equal(reads, pod.Source.CountOf(StreamOperation.GetRecords));
    }

    [Fact]
    public async Task Run_RepeatWithinASession_Halts()
    {
        var pod = TestPod.Create();
        pod.Source.PageLimit = 2;
        var shard = Numbered(pod, 1, 2, 3, 4);
        pod.Source.RepeatNext(shard, 1);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains(HaltReasons.OutOfOrder, pod.Table[shard].HaltReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IteratorExpiredAndTheSameAskedAgainAfterATimeout_IsNoDisorder()
    {
        var pod = TestPod.Create();
        pod.Source.PageLimit = 2;
        var shard = Numbered(pod, 1, 2, 3, 4, 5);
        pod.Source.FailNext(StreamOperation.GetRecords, new TimeoutException("planned"));
        pod.Source.IteratorLifetime = TimeSpan.FromTicks(1);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, StreamRecords.Number(5)));

        Assert.Null(pod.Table[shard].HaltReason);
    }

    [Fact]
    public async Task Run_NewSessionBeginsWithRecordsTakenBefore_PassesOverThemAndCounts()
    {
        var pod = TestPod.Create();
        var shard = Numbered(pod, 1, 2, 3);
        var lease = pod.Own(shard, fresh => fresh with { Checkpoint = Checkpoint.At(StreamRecords.Number(2)), CaughtUpAt = pod.Clock.GetUtcNow() });
        pod.Source.FailNext(StreamOperation.GetIterator, new StreamPod.Reading.TrimmedDataException("planned"));

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, StreamRecords.Number(3)));

        Assert.Equal(["taken_before", "taken_before"], pod.Events.Of("passed-over"));
        Assert.Equal(Texts([StreamRecords.Number(3)]), NumbersIn(pod));
    }

    private static ShardId Numbered(TestPod pod, params int[] positions)
    {
        var shard = pod.Source.AddShard("a");
        foreach (var position in positions)
        {
            pod.Source.AppendAt(shard, position);
        }

        return shard;
    }
}

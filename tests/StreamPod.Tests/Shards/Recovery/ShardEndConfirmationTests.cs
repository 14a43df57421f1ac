using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Reading;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards.Recovery;

public sealed class ShardEndConfirmationTests
{
    [Fact]
    public async Task Run_ShardEnds_FlushesFinishesAndTakesTheChildrenInTheSameBreath()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);
        var (left, right) = pod.Source.Split(shard, "b", "c");
        var began = pod.Clock.GetTimestamp();

        await RunAsync(pod, pod.Own(shard), async (loop, _, running) =>
        {
            var ending = await loop.ResultAsync("the shard is finished", running, TimeSpan.FromSeconds(1));
            Assert.Equal(ShardResultKind.Finished, ending.Kind);
            Assert.Equal([left, right], ending.Started);
        });

        var lease = pod.Table[shard];
        Assert.Equal((Checkpoint.ShardEnd, null, last.Text), (lease.Checkpoint, lease.Owner, lease.ChainTail));
        Assert.Equal([left, right], lease.Children);
        Assert.Equal((Checkpoint.TrimHorizon, "media-0/1", 1), (pod.Table[left].Checkpoint, pod.Table[left].Owner, pod.Table[left].Counter));
        Assert.Equal([shard], pod.Table[right].Parents);
        Assert.Equal(["ShardEnd 5"], pod.Events.Of("closed"));
        Assert.True(pod.Clock.GetElapsedTime(began) < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Run_EmptyShardEnds_IsFinishedWithoutAnObject()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Close(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, running) => await loop.ResultAsync("the shard is finished", running));

        Assert.True(pod.Table[shard].Checkpoint.IsShardEnd);
        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_ToldOfAnEndBeforeTheShardWasClosed_ReadsWhatCameUntilItWas()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var first = pod.Source.Append(shard, 2);
        pod.Source.EndFalsely(shard);
        // While the group that the false end closed is on its way, more comes and the shard splits: children are listed when they are asked for.
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Delay = TimeSpan.FromSeconds(5) });

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("the first group is prepared", () => pod.Table[shard].PendingCheckpoint == Checkpoint.At(first));
            pod.Source.Append(shard, 3);
            pod.Source.Split(shard, "b", "c");
            await Assert.ThrowsAsync<IOException>(() => loop.ResultAsync("the worker gives up", running));
        });

        Assert.False(pod.Table[shard].Checkpoint.IsShardEnd);
        await RunAsync(pod, pod.Table[shard], async (loop, _, running) => await loop.ResultAsync("the shard is finished", running));
        Assert.True(pod.Table[shard].Checkpoint.IsShardEnd);
        Assert.Equal(Texts(pod.Source.NumbersOf(shard)), NumbersIn(pod));
    }

    [Theory]
    [InlineData(TrimmedDataPolicy.Halt)]
    [InlineData(TrimmedDataPolicy.Continue)]
    public async Task Run_IdleShardEndsLongAfterItsLastRecordWasTrimmed_IsFinishedWithoutALoss(TrimmedDataPolicy policy)
    {
        var pod = TestPod.Create(settings => settings.With(source => source with { OnTrimmedData = policy }));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 2, age: TimeSpan.FromHours(30));
        pod.Source.Trim(shard, 2);
        var (left, right) = pod.Source.Split(shard, "b", "c");
        var lease = pod.Own(shard, fresh => fresh with { Checkpoint = Checkpoint.At(last), ChainTail = last.Text, CaughtUpAt = pod.Clock.GetUtcNow().AddMinutes(-20) });

        await RunAsync(pod, lease, async (loop, _, running) =>
            Assert.Equal([left, right], (await loop.ResultAsync("the shard is finished", running)).Started));

        Assert.Equal((Checkpoint.ShardEnd, null), (pod.Table[shard].Checkpoint, pod.Table[shard].HaltReason));
        Assert.Empty(pod.Events.Of("gap"));
        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_ManyRecordsOfBeforeLatest_AreConfirmedInWholePages()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3_000, age: TimeSpan.FromMinutes(1));
        var lease = pod.Own(shard, fresh => fresh with { Checkpoint = Checkpoint.Latest, LatestSince = pod.Clock.GetUtcNow(), PromisedSince = pod.Clock.GetUtcNow() });

        await RunAsync(pod, lease, async (loop, _, running) =>
        {
            await loop.UntilAsync("the tip was seen", () => pod.Source.CountOf(StreamOperation.GetRecords) > 0);
            pod.Source.Close(shard);
            await loop.ResultAsync("the shard is finished", running);
        });

        Assert.True(pod.Table[shard].Checkpoint.IsShardEnd);
        Assert.InRange(pod.Source.CountOf(StreamOperation.GetRecords), 4, 20);
        Assert.Equal(0, pod.Context.Budget.HeldBytes);
    }

    [Fact]
    public async Task Run_ShardIsGoneBeforeItsEndCouldBeConfirmed_IsALossToDecideOn()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 2, age: TimeSpan.FromHours(26));
        pod.Source.Split(shard, "b", "c");
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Delay = TimeSpan.FromSeconds(5) });

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
        {
            await loop.UntilAsync("the group is prepared", () => pod.Table[shard].PendingCheckpoint is not null);
            pod.Source.Remove(shard);
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null);
        });

        Assert.Contains("before its end could be confirmed", pod.Table[shard].HaltReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneParentOfAMergedChildEnds_MakesTheChildButDoesNotTakeIt()
    {
        var pod = TestPod.Create();
        var (one, other) = (pod.Source.AddShard("a"), pod.Source.AddShard("b"));
        var merged = pod.Source.Merge("c", one, other);
        pod.Table.Put(pod.Own(other) with { Owner = "media-9/1" });

        await RunAsync(pod, pod.Own(one), async (loop, _, running) =>
            Assert.Empty((await loop.ResultAsync("the shard is finished", running)).Started!));

        Assert.Equal((null, 0), (pod.Table[merged].Owner, pod.Table[merged].Counter));
        Assert.Equal([one, other], pod.Table[merged].Parents);
    }

    [Fact]
    public async Task Run_LastParentOfAMergedChildEnds_TakesTheChildTheOtherMade()
    {
        var pod = TestPod.Create();
        var (one, other) = (pod.Source.AddShard("a"), pod.Source.AddShard("b"));
        var merged = pod.Source.Merge("c", one, other);
        pod.Own(one, lease => lease with { Owner = null, Checkpoint = Checkpoint.ShardEnd });
        pod.Own(merged, lease => lease with { Owner = null, Counter = 0, Parents = [one, other] });

        await RunAsync(pod, pod.Own(other), async (loop, _, running) =>
            Assert.Equal([merged], (await loop.ResultAsync("the shard is finished", running)).Started!));

        Assert.Equal(("media-0/1", 1), (pod.Table[merged].Owner, pod.Table[merged].Counter));
    }

    [Fact]
    public async Task Run_OtherParentHasNoLease_LeavesTheChildToTheShardSync()
    {
        var pod = TestPod.Create();
        var (one, other) = (pod.Source.AddShard("a"), pod.Source.AddShard("b"));
        var merged = pod.Source.Merge("c", one, other);

        await RunAsync(pod, pod.Own(one), async (loop, _, running) => await loop.ResultAsync("the shard is finished", running));

        Assert.Null(pod.Table[merged].Owner);
    }

    [Fact]
    public async Task Run_ChildTakenByAnotherWorker_IsLeftToIt()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var (left, _) = pod.Source.Split(shard, "b", "c");
        pod.Own(left, lease => lease with { Owner = "media-9/1", Parents = [shard] });

        await RunAsync(pod, pod.Own(shard), async (loop, _, running) =>
            Assert.DoesNotContain(left, (await loop.ResultAsync("the shard is finished", running)).Started!));

        Assert.Equal("media-9/1", pod.Table[left].Owner);
    }

    [Fact]
    public async Task Run_ShardGoneAfterCatchingUp_IsFinishedWithoutAGap()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var child = pod.Source.Merge("b", shard);
        var lease = pod.Own(shard, fresh => fresh with { CaughtUpAt = pod.Clock.GetUtcNow().AddHours(-2) });
        pod.Source.Remove(shard);
        // The service answers a listing of a gone shard's children with an error rather than an empty list.
        pod.Source.FailNext(StreamOperation.ListChildren, new ShardGoneException("gone"));

        await RunAsync(pod, lease, async (loop, _, running) =>
            Assert.Equal([child], (await loop.ResultAsync("the shard is finished", running)).Started));

        Assert.True(pod.Table[shard].Checkpoint.IsShardEnd);
        Assert.Empty(pod.Events.Of("gap"));
    }

    [Fact]
    public async Task Run_ShardGoneUnread_HaltsByDefault()
    {
        var pod = TestPod.Create();
        var shard = StreamRecords.Shard("a");

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("gone from the stream", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.False(pod.Table[shard].Checkpoint.IsShardEnd);
    }

    [Fact]
    public async Task Run_ShardSaidToBeGoneButListed_IsReadAgain()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard);
        pod.Source.FailNext(StreamOperation.GetIterator, new ShardGoneException("not yet"));

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last, TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public async Task Run_ParentReadLate_DoesNotCallTheChildCaughtUpNow()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3, age: TimeSpan.FromHours(20));
        var (left, _) = pod.Source.Split(shard, "b", "c");
        pod.Source.Append(left, 1, age: TimeSpan.FromHours(19));
        await RunAsync(pod, pod.Own(shard), async (loop, _, running) => await loop.ResultAsync("the shard is finished", running));
        pod.Clock.Advance(TimeSpan.FromHours(6));
        pod.Source.Trim(left, 1);

        await RunAsync(pod, pod.Table[left], async (loop, _, _) =>
            await loop.UntilAsync("the loss is noticed", () => pod.Table[left].HaltReason is not null, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Run_QuietParentReadToItsEnd_LeavesAChildThatMayWait()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3, age: TimeSpan.FromHours(20));
        var lease = pod.Own(shard);
        await RunAsync(pod, lease, async (loop, _, running) =>
        {
            await loop.PassAsync(TimeSpan.FromSeconds(10));
            pod.Source.Merge("b", shard);
            await loop.ResultAsync("the shard is finished", running);
        });
        var child = StreamRecords.Shard("b");
        pod.Clock.Advance(TimeSpan.FromHours(6));
        var last = pod.Source.Append(child);

        await RunAsync(pod, pod.Table[child], async (loop, _, _) => await loop.UntilCommittedAsync(pod, child, last));
    }

    [Fact]
    public async Task Run_RecordsReadAtTheTip_DoNotSayThatTheShardEndedLater()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3, age: TimeSpan.FromHours(20));
        var created = pod.Clock.GetUtcNow().AddHours(-20);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("the records are read", () => worker.Snapshot.BufferedRecords == 3);
            pod.Source.Split(shard, "b", "c");
            await loop.ResultAsync("the shard is finished", running);
        });

        Assert.Equal(created, pod.Table[shard].CaughtUpAt);
    }

    [Fact]
    public async Task Run_NothingFoundAtTheTipOfAnOpenShard_SaysThatItEndedLater()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3, age: TimeSpan.FromHours(20));
        var began = pod.Clock.GetUtcNow();

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("nothing more is found", () => pod.Events.Of("page").Any(line => line.EndsWith(" 0", StringComparison.Ordinal)));
            pod.Source.Split(shard, "b", "c");
            await loop.ResultAsync("the shard is finished", running);
        });

        Assert.InRange(pod.Table[shard].CaughtUpAt!.Value - began, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

public sealed class ShardWorkerTests
{
    [Fact]
    public async Task Run_RecordsAtTheTip_StandInOneObjectAfterMaxAge()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 30);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last, TimeSpan.FromSeconds(8)));

        Assert.Equal(Texts(pod.Source.NumbersOf(shard)), NumbersIn(pod));
        Assert.Single(pod.Store.Objects);
        Assert.Equal(["Age 30"], pod.Events.Of("closed"));
        Assert.Equal((30, 1), (pod.Table[shard].Records, pod.Table[shard].Objects));
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Run_MaxAge_IsCountedFromTheFirstRecordOfTheGroup()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, _) =>
        {
            await loop.PassAsync(TimeSpan.FromSeconds(4));
            Assert.Empty(pod.Store.Objects);
            pod.Source.Append(shard);
            await loop.UntilAsync("the group is stored", () => pod.Store.Objects.Count == 1, TimeSpan.FromSeconds(2));
        });

        Assert.Equal(2, NumbersIn(pod).Count);
    }

    [Theory]
    [InlineData(10, long.MaxValue, "Records 10")]
    [InlineData(int.MaxValue, 3_000, "Bytes 2")]
    public async Task Run_GroupFull_IsClosedForItAndNothingIsLost(int records, long bytes, string closed)
    {
        var pod = TestPod.Create(limits: new() { Records = records, Bytes = bytes, Objects = int.MaxValue });
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 35, textLength: 700);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(closed, pod.Events.Of("closed")[0]);
        Assert.Equal(Texts(pod.Source.NumbersOf(shard)), NumbersIn(pod));
    }

    [Fact]
    public async Task Run_MorePartitionsThanAGroupMayHold_IsClosedForPartitions()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxRecords: 1), new() { Records = 1_000, Bytes = long.MaxValue, Objects = 7 });
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 20);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(["Partitions 7", "Partitions 7", "Age 6"], pod.Events.Of("closed"));
        Assert.Equal(20, pod.Store.Objects.Count);
    }

    [Fact]
    public async Task Run_AskedToClose_WritesTheOpenGroupForMemory()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, _) =>
        {
            await loop.UntilAsync("records are buffered", () => worker.Snapshot.BufferedRecords == 5);
            worker.Requests.AskClose();
            await loop.UntilCommittedAsync(pod, shard, last, TimeSpan.FromSeconds(3));
        });

        Assert.Equal(["MemoryPressure 5"], pod.Events.Of("closed"));
    }

    [Fact]
    public async Task Run_AskedToCloseWithNothingOpen_LetsTheNextGroupFill()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");

        await RunAsync(pod, pod.Own(shard), async (loop, worker, _) =>
        {
            await loop.UntilAsync("the shard is read", () => pod.Source.CountOf(StreamOperation.GetRecords) > 0);
            worker.Requests.AskClose();
            await loop.PassAsync(TimeSpan.FromSeconds(1));
            pod.Source.Append(shard);
            await loop.UntilAsync("the record is read", () => worker.Snapshot.BufferedRecords == 1);
            var last = pod.Source.Append(shard);
            await loop.UntilCommittedAsync(pod, shard, last);
        });

        Assert.Equal(["Age 2"], pod.Events.Of("closed"));
    }

    [Fact]
    public async Task Run_ReleaseAsked_FlushesCommitsAndHandsOver()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("records are buffered", () => worker.Snapshot.BufferedRecords == 5);
            worker.Requests.AskRelease("media-1/1");
            var ending = await loop.ResultAsync("the lease is given", running, TimeSpan.FromSeconds(1));
            Assert.Equal((ShardResultKind.Released, "media-1/1"), (ending.Kind, ending.HandedTo));
        });

        var lease = pod.Table[shard];
        Assert.Equal(("media-1/1", 2, Checkpoint.At(last)), (lease.Owner, lease.Counter, lease.Checkpoint));
        Assert.Equal(["Handoff 5"], pod.Events.Of("closed"));
        Assert.Null(lease.PendingCheckpoint);
    }

    [Fact]
    public async Task Run_ReleaseAskedWhileAPageWaits_IsNotTakenForCaughtUp()
    {
        var pod = TestPod.Create(limits: new() { Records = 5, Bytes = long.MaxValue, Objects = int.MaxValue });
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 12, age: TimeSpan.FromHours(5));
        var hold = new TaskCompletionSource();
        pod.Store.Plan(new() { Operation = Testing.Objects.ObjectOperation.Create, Until = hold.Task });

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("the second group is full", () => worker.Snapshot.BufferedRecords == 10);
            worker.Requests.AskRelease(null);
            hold.SetResult();
            await loop.ResultAsync("the lease is free", running);
        });

        Assert.Equal(Checkpoint.At(pod.Source.NumbersOf(shard)[9]), pod.Table[shard].Checkpoint);
        Assert.Null(pod.Table[shard].CaughtUpAt);
    }

    [Fact]
    public async Task Run_CommittedAtTheTip_RemembersWhenItWasCaughtUp()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 3);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.InRange(pod.Clock.GetUtcNow() - pod.Table[shard].CaughtUpAt!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Run_UnreadableRecord_CommitsWhatIsBeforeItAndStops()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxAge: TimeSpan.FromMinutes(10)));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);
        var unreadable = pod.Source.AppendUnreadable(shard);
        pod.Source.Append(shard, 5);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null, TimeSpan.FromSeconds(5)));

        Assert.Equal(Checkpoint.At(last), pod.Table[shard].Checkpoint);
        Assert.Contains(unreadable.Text, pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Null(pod.Table[shard].CaughtUpAt);
        Assert.Equal(5, NumbersIn(pod).Count);
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Run_HaltedShardAskedFor_IsReleasedAsItStands()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendUnreadable(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, worker, running) =>
        {
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null);
            worker.Requests.AskRelease("media-1/1");
            Assert.Equal(ShardResultKind.Released, (await loop.ResultAsync("it is given", running, TimeSpan.FromSeconds(1))).Kind);
        });

        Assert.Equal("media-1/1", pod.Table[shard].Owner);
        Assert.Equal(Checkpoint.TrimHorizon, pod.Table[shard].Checkpoint);
    }

    [Fact]
    public async Task Run_UnreadableRecordAndQuarantine_GoesOn()
    {
        var pod = TestPod.Create(settings => settings.With(source => source with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine }));
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendUnreadable(shard);
        var last = pod.Source.Append(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(["1"], pod.Events.Of("quarantined"));
        Assert.Equal(2, pod.Store.Objects.Count);
    }

    [Fact]
    public async Task Run_RecordThatIsNoUtf8_IsReadOnceMoreAndStopsTheShard()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);
        var bad = pod.Source.AppendInvalidUtf8(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Equal(Checkpoint.At(last), pod.Table[shard].Checkpoint);
        Assert.Contains($"record {bad}", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Contains("expected UTF-8", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Equal(2, pod.Source.CountOf(StreamOperation.GetRecords));
    }

    [Fact]
    public async Task Run_RecordThatIsNoUtf8AndQuarantine_KeepsItsBytesAndGoesOn()
    {
        var pod = TestPod.Create(settings => settings.With(source => source with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine }));
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendInvalidUtf8(shard);
        var last = pod.Source.Append(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(["1"], pod.Events.Of("quarantined"));
        var kept = Assert.Single(pod.Store.Objects, item => item.Key.Contains("_quarantine/", StringComparison.Ordinal));
        var raw = System.Text.Json.JsonDocument.Parse(kept.Content).RootElement.GetProperty("rawBase64").GetBytesFromBase64();
        Assert.Contains((byte)0xFF, raw);
    }

    [Fact]
    public async Task Run_PageDamagedOnTheWay_LosesAndDoublesNothing()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.DamageNext(shard, pages: 1);
        var last = pod.Source.Append(shard, 5);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(Texts(pod.Source.NumbersOf(shard)), NumbersIn(pod));
        Assert.Empty(pod.Events.Of("quarantined"));
    }

    [Fact]
    public async Task Run_EmptyPagesBehindTheTip_AreReadThroughAtOnce()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxRecords: 1, maxAge: TimeSpan.FromSeconds(1)));
        var shard = pod.Source.AddShard("a");
        pod.Source.AnswerEmpty(shard, 40);
        var last = pod.Source.Append(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last, TimeSpan.FromSeconds(3)));

        Assert.True(pod.Source.CountOf(StreamOperation.GetRecords) >= 41);
    }

    [Fact]
    public async Task Run_LeaseTakenByAnother_EndsAsLostAndWritesNothingMore()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 3);

        await RunAsync(pod, pod.Own(shard), async (loop, _, running) =>
        {
            pod.Table.Put(pod.Table[shard] with { Owner = "media-9/1", Counter = 2 });
            Assert.Equal(ShardResultKind.Lost, (await loop.ResultAsync("the loss is noticed", running)).Kind);
        });

        Assert.Empty(pod.Store.Objects);
        Assert.Equal(("media-9/1", Checkpoint.TrimHorizon), (pod.Table[shard].Owner, pod.Table[shard].Checkpoint));
    }

    [Fact]
    public async Task Run_SteadyState_CostsOneLeaseWriteAGroup()
    {
        var pod = TestPod.Create(limits: new() { Records = 10, Bytes = long.MaxValue, Objects = int.MaxValue });
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 200);
        var lease = pod.Own(shard);

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(20, pod.Events.Of("stored").Count);
        Assert.InRange(pod.Table.CountOf(Testing.Leases.LeaseOperation.Update), 21, 22);
    }
}

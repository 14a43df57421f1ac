using System.Text.Json;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Shards.Recovery;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards.Recovery;

public sealed class LossTests
{
    [Fact]
    public async Task Run_TrimmedThoughCaughtUpWithinTheRetention_GoesOnWithoutAGap()
    {
        var pod = Trimmed(out var shard, out var last);

        await RunAsync(pod, Lease(pod, shard, TimeSpan.FromHours(23)), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Empty(pod.Events.Of("gap"));
        Assert.Single(pod.Events.Of("resumed"));
        Assert.Equal(2, NumbersIn(pod).Count);
    }

    [Theory]
    [InlineData(24.0)]
    [InlineData(null)]
    public async Task Run_TrimmedAndHalt_StopsAndSaysWhatToDo(double? hoursSinceCaughtUp)
    {
        var pod = Trimmed(out var shard, out _);

        await RunAsync(pod, Lease(pod, shard, hoursSinceCaughtUp is { } hours ? TimeSpan.FromHours(hours) : null), async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("onTrimmedData", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Equal(Checkpoint.At(StreamRecords.Number(1)), pod.Table[shard].Checkpoint);
        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_TrimmedAndContinue_LeavesAGapRecordAndReadsOn()
    {
        var pod = Trimmed(out var shard, out var last, settings => settings.With(source => source with { OnTrimmedData = TrimmedDataPolicy.Continue }));

        await RunAsync(pod, Lease(pod, shard, null), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        using var gap = JsonDocument.Parse(pod.Store.Objects.Single(item => item.Key.StartsWith("media/media_content/_gaps/", StringComparison.Ordinal)).Content);
        Assert.Equal(StreamRecords.Number(1).Text, gap.RootElement.GetProperty("afterSequenceNumber").GetString());
        Assert.Equal(shard.Value, gap.RootElement.GetProperty("shardId").GetString());
        Assert.Equal([StreamRecords.Number(1).Text], pod.Events.Of("gap"));
        Assert.Equal(2, NumbersIn(pod).Count);
    }

    [Theory]
    [InlineData("_gaps/media/media_content/")]
    [InlineData("media/media_content/dt=_gaps/")]
    public async Task Run_LossThatAnOlderVersionNotedElsewhere_IsNotNotedTwice(string folder)
    {
        var pod = Trimmed(out var shard, out var last, settings => settings.With(source => source with { OnTrimmedData = TrimmedDataPolicy.Continue }) with
        {
            Destination = settings.Destination with { KeyTemplate = "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json" },
        });
        pod.Store.Place($"{folder}{shard.Value}/{StreamRecords.Number(1)}.json", [], new Dictionary<string, string>());

        await RunAsync(pod, Lease(pod, shard, null), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.DoesNotContain(pod.Store.Objects, item => item.Key.StartsWith("media/media_content/_gaps/", StringComparison.Ordinal));
        Assert.Equal([StreamRecords.Number(1).Text], pod.Events.Of("gap"));
    }

    [Fact]
    public async Task Run_ParentFinishedJustNowButHeldOnlyTrimmedRecords_DecidesOnTheChildsLoss()
    {
        var pod = TestPod.Create();
        var child = Child(pod, parentHeldAgo: TimeSpan.FromHours(30), out _);

        await RunAsync(pod, child, async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[child.ShardId].HaltReason is not null));

        Assert.Contains("onTrimmedData", pod.Table[child.ShardId].HaltReason, StringComparison.Ordinal);
        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_ParentFinishedJustNowWithOldButKeptRecords_GoesOnWithoutALoss()
    {
        var pod = TestPod.Create();
        var child = Child(pod, parentHeldAgo: new TimeSpan(23, 57, 0), out var last);

        await RunAsync(pod, child, async (loop, _, _) => await loop.UntilCommittedAsync(pod, child.ShardId, last));

        Assert.Null(pod.Table[child.ShardId].HaltReason);
    }

    [Theory]
    [InlineData(30.0, "TRIM_HORIZON", true)]
    [InlineData(23.0, "TRIM_HORIZON", false)]
    [InlineData(30.0, "LATEST", true)]
    public async Task Run_NeverReadSinceTheLeaseWasMade_IsALossOnceTheRetentionIsOver(double hours, string checkpoint, bool isLoss)
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 2);
        var lease = pod.Own(shard, fresh => fresh with
        {
            Checkpoint = Checkpoint.Parse(checkpoint),
            PromisedSince = pod.Clock.GetUtcNow() - TimeSpan.FromHours(hours),
            LatestSince = checkpoint == "LATEST" ? pod.Clock.GetUtcNow() - TimeSpan.FromHours(hours) : null,
        });

        await RunAsync(pod, lease, async (loop, _, _) =>
            await loop.UntilAsync("a decision", () => pod.Table[shard].HaltReason is not null || pod.Table[shard].Checkpoint == Checkpoint.At(last)));

        Assert.Equal(isLoss, pod.Table[shard].HaltReason is not null);
    }

    [Fact]
    public async Task Run_LateRepetitionOfTheResume_DoesNotTakeTheNewReasonAway()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendUnreadable(shard);
        var lease = pod.Own(shard, fresh => fresh with { HaltReason = "of yesterday" });

        await RunAsync(pod, lease, async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is { } reason && reason != "of yesterday"));
        var guard = new StreamPod.Leases.LeaseGuard { Owner = StreamPod.Leases.Expected<string>.Is(lease.Owner), Counter = lease.Counter };
        var isDone = await pod.Table.TryUpdateAsync(shard, guard, new() { HaltReason = StreamPod.Leases.Change<string>.To(null) }, TestContext.Current.CancellationToken);

        Assert.False(isDone);
        Assert.Contains("Quarantine", pod.Table[shard].HaltReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ParentCameAndWentUnread_IsALossUnlessItsLeaseTurnedUpAfterAll(bool isParentThere)
    {
        var pod = TestPod.Create();
        var child = Child(pod, parentHeldAgo: TimeSpan.FromHours(1), out var last) with { PromisedSince = RetentionCheck.BeforeEverything };
        pod.Table.Put(child);
        if (!isParentThere)
        {
            pod.Table.Remove(child.Parents[0]);
        }

        await RunAsync(pod, child, async (loop, _, _) =>
            await loop.UntilAsync("a decision", () => pod.Table[child.ShardId].HaltReason is not null || pod.Table[child.ShardId].Checkpoint == Checkpoint.At(last)));

        Assert.Equal(isParentThere, pod.Table[child.ShardId].HaltReason is null);
    }

    [Fact]
    public async Task Run_ServiceIsAwayUntilTheRetentionIsOver_IsALossAlthoughTheShardWasCaughtUpBefore()
    {
        var pod = Trimmed(out var shard, out _);
        pod.Source.FailNext(Testing.Streams.StreamOperation.GetIterator, new StreamPod.Reading.TrimmedDataException("planned"));
        for (var failure = 0; failure < 600; failure++)
        {
            pod.Source.FailNext(Testing.Streams.StreamOperation.GetIterator, new IOException("away"));
        }

        await Testing.Time.FakeTimeLoop.RunAsync(
            pod.Clock,
            async loop =>
            {
                using var stop = new CancellationTokenSource();
                using var worker = new StreamPod.Shards.ShardWorker(pod.Context, Lease(pod, shard, new TimeSpan(23, 30, 0)));
                var running = worker.RunAsync(stop.Token);
                await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null, TimeSpan.FromHours(2));
                await stop.CancelAsync();
                await loop.UntilAsync("the worker unwinds", () => running.IsCompleted);
            },
            TimeSpan.FromSeconds(5));

        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_ParentHadNothing_ItsOwnPromiseBoundsTheChilds()
    {
        var pod = TestPod.Create();
        var child = Child(pod, parentHeldAgo: TimeSpan.FromHours(1), out _) with { PromisedSince = pod.Clock.GetUtcNow() };
        var parent = child.Parents[0];
        pod.Table.Put(pod.Table[parent] with { CaughtUpAt = null, PromisedSince = pod.Clock.GetUtcNow().AddHours(-30) });
        pod.Table.Put(child);

        await RunAsync(pod, child, async (loop, _, _) =>
            await loop.UntilAsync("the shard is halted", () => pod.Table[child.ShardId].HaltReason is not null));

        Assert.Empty(pod.Store.Objects);
    }

    [Fact]
    public async Task Run_RewoundToTheOldestRecord_IsNoLoss()
    {
        var pod = TestPod.Create();
        var child = Child(pod, parentHeldAgo: TimeSpan.FromHours(30), out var last) with { ChainTail = Checkpoint.TrimHorizon.Text };
        pod.Table.Put(child);

        await RunAsync(pod, child, async (loop, _, _) => await loop.UntilCommittedAsync(pod, child.ShardId, last));

        Assert.Null(pod.Table[child.ShardId].HaltReason);
    }

    [Fact]
    public async Task Run_IdleShard_RefreshesItsMarkAboutEveryHalfHour()
    {
        var pod = TestPod.Create(settings => settings with { Pod = settings.Pod with { IdlePollMax = TimeSpan.FromMinutes(1) } });
        var shard = pod.Source.AddShard("a");
        var lease = Lease(pod, shard, TimeSpan.Zero);
        var began = pod.Clock.GetUtcNow();

        await Testing.Time.FakeTimeLoop.RunAsync(
            pod.Clock,
            async loop =>
            {
                using var stop = new CancellationTokenSource();
                using var worker = new StreamPod.Shards.ShardWorker(pod.Context, lease);
                var running = worker.RunAsync(stop.Token);
                await loop.PassAsync(TimeSpan.FromHours(4));
                await stop.CancelAsync();
                await loop.UntilAsync("the worker unwinds", () => running.IsCompleted);
            },
            TimeSpan.FromSeconds(20));

        Assert.InRange(pod.Table.CountOf(Testing.Leases.LeaseOperation.Update), 7, 14);
        Assert.True(pod.Table[shard].CaughtUpAt > began.AddHours(3));
    }

    /// <summary>Four records, of which the first was committed and the first two were trimmed.</summary>
    private static TestPod Trimmed(out ShardId shard, out SequenceNumber last, Func<StreamSettings, StreamSettings>? change = null)
    {
        var pod = TestPod.Create(change);
        shard = pod.Source.AddShard("a");
        last = pod.Source.Append(shard, 4);
        pod.Source.Trim(shard, 2);
        return pod;
    }

    /// <summary>A shard never read, whose parent was finished a minute ago and held nothing newer than that long ago.</summary>
    private static StreamPod.Leases.Lease Child(TestPod pod, TimeSpan parentHeldAgo, out SequenceNumber last)
    {
        var parent = pod.Source.AddShard("a");
        var child = pod.Source.Merge("b", parent);
        last = pod.Source.Append(child, 2);
        var now = pod.Clock.GetUtcNow();
        pod.Own(parent, lease => lease with
        {
            Owner = null,
            Checkpoint = Checkpoint.ShardEnd,
            LastCommitAt = now.AddMinutes(-1),
            CaughtUpAt = now - parentHeldAgo,
        });
        return pod.Own(child, lease => lease with { Parents = [parent] });
    }

    private static StreamPod.Leases.Lease Lease(TestPod pod, ShardId shard, TimeSpan? caughtUpAgo) => pod.Own(shard, lease => lease with
    {
        Checkpoint = Checkpoint.At(StreamRecords.Number(1)),
        CaughtUpAt = caughtUpAgo is { } ago ? pod.Clock.GetUtcNow() - ago : null,
    });
}

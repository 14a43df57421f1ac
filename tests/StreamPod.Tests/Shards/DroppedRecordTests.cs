using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards;

/// <summary>A record that a transform drops moves the end of its group and adds nothing.</summary>
public sealed class DroppedRecordTests
{
    private static readonly TimeSpan MaxAge = TestPod.Settings.Destination.Rotation.MaxAge;
    private static readonly GroupLimits SixRecords = new() { Records = 6, Bytes = long.MaxValue, Objects = int.MaxValue };

    [Fact]
    public async Task Run_EveryRecordIsDropped_CommitsWithoutAPromiseOnceTheGroupIsOldEnough()
    {
        var pod = TestPod.Create(transform: DropByNumber.Named(1));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 5);
        var promised = 0;
        pod.Table.After = (_, _) =>
        {
            promised += pod.Table[shard].PendingCheckpoint is null ? 0 : 1;
            return Task.CompletedTask;
        };

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last, MaxAge + TimeSpan.FromSeconds(1)));

        Assert.Equal((0, 0), (pod.Store.Writes.Count, promised));
        var lease = pod.Table[shard];
        Assert.Equal((0, 0, null), (lease.Records, lease.Objects, lease.ChainTail));
        Assert.Equal((0, 0L), (pod.Source.OpenPages, pod.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Run_EveryRecordOfAShardThatEndsIsDropped_FinishesIt()
    {
        var pod = TestPod.Create(transform: DropByNumber.Named(1));
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 5);
        pod.Source.Close(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, running) => await loop.UntilAsync("the shard is finished", () => pod.Table[shard].Checkpoint.IsShardEnd));

        Assert.Empty(pod.Store.Writes);
    }

    [Fact]
    public async Task Run_SomeRecordsAreDropped_WritesTheOthersAndCommitsPastAll()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxRecords: 2), SixRecords, transform: DropByNumber.Named(2));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 40);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Equal(Kept(pod, shard), NumbersIn(pod));
        Assert.Equal(Kept(pod, shard).Count, pod.Table[shard].Records);
        AssertChained(pod);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Keep_CrashAfterSomePutsOfAGroupWithDroppedRecords_CompletesTheVeryObjects(int puts)
    {
        var pod = TestPod.Create(settings => settings.Cut(maxRecords: 2), SixRecords, transform: DropByNumber.Named(2));
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 40);
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Times = puts + 1 });
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Times = 100, Until = new TaskCompletionSource().Task });
        await RunAsync(pod, pod.Own(shard), async (loop, _, _) =>
            await loop.UntilAsync("the group is prepared and put so far", () => pod.Store.Objects.Count == puts + 1 && pod.Table[shard].PendingCheckpoint is not null));
        pod.Store.ForgetFaults();

        var next = pod.Another("media-1");
        var lease = pod.Table[shard] with { Owner = next.Context.Worker.ToString(), Counter = pod.Table[shard].Counter + 1 };
        next.Table.Put(lease);
        await RunAsync(next, lease, async (loop, _, _) => await loop.UntilCommittedAsync(next, shard, last));

        Assert.Equal(4, PendingGroup.TryRead(lease.PendingState!.Value.Span)!.Version);
        Assert.Equal(Kept(pod, shard), NumbersIn(pod));
        Assert.Empty(pod.Store.KeysWithChangedWrites);
        AssertChained(pod);
    }

    [Fact]
    public async Task Keep_PromiseOfATransformThatIsNotKnown_HaltsBeforeItReads()
    {
        var pod = TestPod.Create();
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 3);
        var layout = pod.Context.Layout with { Transform = "mask everything" };
        var pending = PendingGroup.Completing(layout, StreamRecords.Number(1).Text, last.Text, CutMeasure.Encoded);
        var lease = pod.Own(shard, fresh => fresh with { PendingCheckpoint = Checkpoint.At(last), PendingState = pending.ToBytes() });

        await RunAsync(pod, lease, async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Contains("this version knows no transform 'mask everything'. Start the version that prepared it.", pod.Table[shard].HaltReason, StringComparison.Ordinal);
        Assert.Empty(pod.Store.Writes);
        Assert.Equal(0, pod.Source.CountOf(StreamOperation.GetRecords));
    }

    [Fact]
    public async Task Run_TransformCannotDecide_HaltsAndDropsNothing()
    {
        var pod = TestPod.Create(transform: DropByNumber.Named(1));
        var shard = pod.Source.AddShard("a");
        pod.Source.AppendUnreadable(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => pod.Table[shard].HaltReason is not null));

        Assert.Equal(Checkpoint.TrimHorizon, pod.Table[shard].Checkpoint);
    }

    [Fact]
    public async Task Run_TransformCannotDecideAndQuarantine_QuarantinesTheRecord()
    {
        var pod = TestPod.Create(settings => settings.With(source => source with { OnUnreadableRecord = UnreadableRecordPolicy.Quarantine }), transform: DropByNumber.Named(1));
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 2);
        var last = pod.Source.AppendUnreadable(shard);

        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, last));

        Assert.Contains("_quarantine/", Assert.Single(pod.Store.Objects).Key, StringComparison.Ordinal);
    }

    private static List<string> Kept(TestPod pod, ShardId shard) => [.. Texts(pod.Source.NumbersOf(shard).Where(number => !DropByNumber.Drops(2, number)))];

    /// <summary>Each group names the end of the one before it that wrote anything, and a role of the last one stays in the lease.</summary>
    private static void AssertChained(TestPod pod)
    {
        var groups = pod.Store.Objects.Select(item => (Previous: item.Metadata["previous-sequence-number"], Last: item.Metadata["group-last-sequence-number"])).Distinct().OrderBy(group => group.Last, StringComparer.Ordinal).ToList();
        Assert.Equal(groups.SkipLast(1).Select(group => group.Last).Prepend("TRIM_HORIZON"), groups.Select(group => group.Previous));
        Assert.Equal(groups[^1].Last, pod.Table.Leases.Single().ChainTail);
    }
}

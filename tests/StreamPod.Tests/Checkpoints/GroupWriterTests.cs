using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Faults;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Leases;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using KeyspacesStreamer.Testing.Time;
using static KeyspacesStreamer.StreamPod.Tests.Groups.GroupSamples;

namespace KeyspacesStreamer.StreamPod.Tests.Checkpoints;

public sealed class GroupWriterTests
{
    private static readonly ObjectLayout OneEach = Layout with { MaxRecords = 1 };

    private readonly TestPod _pod = TestPod.Create();

    public GroupWriterTests() => _pod.Own(Shard);

    private Lease Now => _pod.Table[Shard];

    [Fact]
    public async Task Write_Group_IsPreparedBeforeItsFirstObjectAndCommittedAfterItsLast()
    {
        var seen = new List<string>();
        var puts = new TaskCompletionSource();
        _pod.Table.After = (call, _) =>
        {
            seen.Add($"{Now.Checkpoint} pending {Now.PendingCheckpoint?.Text ?? "none"} with {_pod.Store.Objects.Count} objects");
            return Task.CompletedTask;
        };

        await RunAsync(OneEach, async writer =>
        {
            Assert.IsType<StoreOutcome.Stored>(await writer.WriteAsync(Group(1, 3), CancellationToken.None));
            await writer.CommitAsync(null, CancellationToken.None);
        });

        var last = StreamRecords.Number(3).Text;
        Assert.Equal([$"TRIM_HORIZON pending {last} with 0 objects", $"{last} pending none with 3 objects"], seen);
        Assert.Equal((3, 3, last), (Now.Records, Now.Objects, Now.ChainTail));
        Assert.Null(Now.PendingState);
    }

    [Fact]
    public async Task Write_NextGroup_CarriesTheCommitOfTheLast()
    {
        await RunAsync(OneEach, async writer =>
        {
            for (var group = 0; group < 5; group++)
            {
                await writer.WriteAsync(Group((group * 2) + 1, 2), CancellationToken.None);
            }

            Assert.Equal(Checkpoint.At(StreamRecords.Number(8)), Now.Checkpoint);
            Assert.Equal(StreamRecords.Number(10).Text, Now.PendingCheckpoint?.Text);
            await writer.CommitAsync(null, CancellationToken.None);
        });

        Assert.Equal(6, _pod.Table.CountOf(LeaseOperation.Update));
        Assert.Equal(5, _pod.Events.Of("committed").Count);
        Assert.Equal(
            ["TRIM_HORIZON", .. Enumerable.Range(1, 4).Select(group => StreamRecords.Number(group * 2).Text)],
            _pod.Store.Objects.Select(item => item.Metadata[ObjectMetadata.PreviousSequenceNumber]).Distinct());
    }

    [Fact]
    public async Task Write_OnePutFails_StopsTheOthersAndCommitsNothing()
    {
        var key = Group(2, 1).Objects[0].Key;
        _pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Key = key, Before = new ObjectStoreException("not permitted") });
        var hanging = Group(3, 1).Objects[0].Key;
        _pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Key = hanging, Until = new TaskCompletionSource().Task });

        await RunAsync(OneEach, async writer =>
        {
            await Assert.ThrowsAsync<ObjectStoreException>(() => writer.WriteAsync(Group(1, 3), CancellationToken.None));
            Assert.False(writer.HasStored);
        });

        Assert.Equal(Checkpoint.TrimHorizon, Now.Checkpoint);
        Assert.NotNull(Now.PendingState);
    }

    [Fact]
    public async Task Write_AnswerLost_FindsItsOwnObject()
    {
        _pod.Store.LoseNextAnswer(new IOException("planned"));

        await RunAsync(OneEach, async writer => Assert.IsType<StoreOutcome.Stored>(await writer.WriteAsync(Group(1, 1), CancellationToken.None)));

        Assert.Single(_pod.Events.Of("there"));
        Assert.Empty(_pod.Store.KeysWithChangedWrites);
    }

    [Fact]
    public async Task Write_AnotherShardHasTheKey_PreparesTheOtherNameBeforeItPuts()
    {
        var taken = await PlaceOfAnotherShardAsync(2);
        var promised = new List<PendingGroup>();
        _pod.Table.After = (_, _) =>
        {
            promised.Add(PendingGroup.TryRead(Now.PendingState!.Value.Span)!);
            return Task.CompletedTask;
        };

        await RunAsync(OneEach, async writer => Assert.IsType<StoreOutcome.Stored>(await writer.WriteAsync(Group(1, 3), CancellationToken.None)));

        var renamed = KeyCollision.KeyOf(taken, Shard, StreamRecords.Stream.Label);
        Assert.Contains(renamed, _pod.Store.Objects.Select(item => item.Key));
        Assert.Equal([0, 1], promised.Select(pending => pending.Collisions.Count));
        Assert.Equal([1], promised[1].Collisions);
    }

    [Fact]
    public async Task Write_EarlierLifeWroteFromTheSameStart_PreparesItsRangeInstead()
    {
        await RunAsync(OneEach, async writer => await writer.WriteAsync(Group(1, 5), CancellationToken.None));
        _pod.Own(Shard);

        await RunAsync(OneEach, async writer => Assert.Equal(new StoreOutcome.AlreadyCoveredUpTo(StreamRecords.Number(5), CutMeasure.Encoded), await writer.WriteAsync(Group(1, 3), CancellationToken.None)));

        Assert.Equal(StreamRecords.Number(5).Text, Now.PendingCheckpoint?.Text);
        Assert.False(PendingGroup.TryRead(Now.PendingState!.Value.Span)!.IsCounted);
        Assert.Equal(5, _pod.Store.Objects.Count);
    }

    [Fact]
    public async Task Write_FirstKeyOfAnotherShardAndRangeOfAnEarlierLife_PutsNothingBeforeTheAdoption()
    {
        await PlaceOfAnotherShardAsync(1);
        await RunAsync(OneEach, async writer => await writer.WriteAsync(Group(1, 5), CancellationToken.None));
        var others = Group(2, 4).Objects.Select(item => item.Key).ToArray();
        Array.ForEach(others, _pod.Store.Remove);
        var before = _pod.Store.Writes.Count;
        _pod.Own(Shard);

        await RunAsync(OneEach, async writer => Assert.Equal(new StoreOutcome.AlreadyCoveredUpTo(StreamRecords.Number(5), CutMeasure.Encoded), await writer.WriteAsync(Group(1, 3), CancellationToken.None)));

        Assert.Empty(_pod.Store.Writes.Skip(before).Select(write => write.Key).Intersect(others));
        Assert.Equal(StreamRecords.Number(5).Text, Now.PendingCheckpoint?.Text);
    }

    [Fact]
    public async Task Write_EarlierLifeCutTheSameRangeDifferently_HaltsInsteadOfAdoptingItForEver()
    {
        await RunAsync(OneEach, async writer => await writer.WriteAsync(Group(1, 3), CancellationToken.None));
        Replace(Group(1, 1).Objects[0].Key, ObjectMetadata.LastSequenceNumber, StreamRecords.Number(2).Text);
        _pod.Own(Shard);

        await RunAsync(OneEach, async writer =>
        {
            var problem = await Assert.ThrowsAsync<ShardHaltedException>(() => writer.WriteAsync(Group(1, 3), CancellationToken.None));
            Assert.Contains("cut differently", problem.Message, StringComparison.Ordinal);
        });

        Assert.Equal(Checkpoint.TrimHorizon, Now.Checkpoint);
    }

    [Fact]
    public async Task Write_ForeignObjectUnderTheKey_HaltsAndOverwritesNothing()
    {
        var key = Group(1, 1).Objects[0].Key;
        _pod.Store.Place(key, [1, 2, 3], new Dictionary<string, string>());

        await RunAsync(OneEach, async writer =>
        {
            var problem = await Assert.ThrowsAsync<ShardHaltedException>(() => writer.WriteAsync(Group(1, 1), CancellationToken.None));
            Assert.Contains(key, problem.Message, StringComparison.Ordinal);
        });

        Assert.Equal([1, 2, 3], _pod.Store[key].Content);
        Assert.Equal(Checkpoint.TrimHorizon, Now.Checkpoint);
    }

    [Fact]
    public async Task Write_LeaseLostBeforePrepare_PutsNothing()
    {
        await RunAsync(OneEach, async writer =>
        {
            _pod.Table.Put(Now with { Owner = "media-9/1", Counter = 2 });
            await Assert.ThrowsAsync<LeaseLostException>(() => writer.WriteAsync(Group(1, 2), CancellationToken.None));
        });

        Assert.Empty(_pod.Store.Writes);
    }

    [Fact]
    public async Task Finish_WithAStoredGroup_CommitsItWithTheEnd()
    {
        await RunAsync(OneEach, async writer =>
        {
            await writer.WriteAsync(Group(1, 2), CancellationToken.None);
            await writer.FinishAsync([StreamRecords.Shard("b")], LeaseSamples.Noon, CancellationToken.None);
        });

        Assert.Equal((Checkpoint.ShardEnd, 2, StreamRecords.Number(2).Text), (Now.Checkpoint, Now.Records, Now.ChainTail));
        Assert.Null(Now.Owner);
        Assert.Null(Now.PendingCheckpoint);
        Assert.Equal(2, _pod.Table.CountOf(LeaseOperation.Update));
    }

    [Fact]
    public async Task Write_Compressed_GivesBackEveryByteOfTheBudget()
    {
        var layout = OneEach with { Compression = Contracts.Settings.ObjectCompression.Gzip };
        var builder = Builder(layout, GroupLimits.Unlimited, _pod.Context.Budget);
        Array.ForEach([1, 2, 3], position => builder.TryAppend(Record(position, 5_000)));

        await RunAsync(layout, async writer => await writer.WriteAsync(builder.Close(CloseReason.Age), CancellationToken.None));

        Assert.Equal(0, _pod.Context.Budget.HeldBytes);
        Assert.All(_pod.Store.Objects, item => Assert.Equal("gzip", item.ContentEncoding));
    }

    private static Group Group(int first, int count) => GroupOf(OneEach, [.. Enumerable.Range(first, count).Select(position => Record(position))]);

    /// <summary>Another shard's object under the plain key of a position.</summary>
    private async Task<string> PlaceOfAnotherShardAsync(int position)
    {
        await RunAsync(OneEach, async writer => await writer.WriteAsync(Group(position, 1), CancellationToken.None));
        var key = Group(position, 1).Objects[0].Key;
        Replace(key, ObjectMetadata.ShardId, "another-shard");
        _pod.Own(Shard);
        return key;
    }

    private void Replace(string key, string name, string value)
    {
        var written = _pod.Store[key];
        _pod.Store.Remove(key);
        _pod.Store.Place(key, written.Content, new Dictionary<string, string>(written.Metadata) { [name] = value });
    }

    private Task RunAsync(ObjectLayout layout, Func<GroupWriter, Task> scenario) => FakeTimeLoop.RunAsync(_pod.Clock, async _ =>
    {
        var pod = _pod.Context;
        var objects = new GroupObjects(pod.Clock, pod.Source.Stream, Shard, layout, pod.Store, pod.PutGate, pod.Budget, pod.Retrier, _pod.Events);
        await scenario(new GroupWriter(pod.Clock, _pod.Hold(Now), layout, objects, _pod.Events));
    });
}

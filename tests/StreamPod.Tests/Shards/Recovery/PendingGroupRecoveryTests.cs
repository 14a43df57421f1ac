using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Groups;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Objects;
using KeyspacesStreamer.Testing.Pods;
using KeyspacesStreamer.Testing.Streams;
using static KeyspacesStreamer.StreamPod.Tests.Shards.ShardScenario;

namespace KeyspacesStreamer.StreamPod.Tests.Shards.Recovery;

/// <summary>What a crash leaves behind, and that the next owner makes it whole.</summary>
public sealed class PendingGroupRecoveryTests
{
    private static readonly GroupLimits SixRecords = new() { Records = 6, Bytes = long.MaxValue, Objects = int.MaxValue };

    private readonly TestPod _pod = TestPod.Create(settings => settings.Cut(maxRecords: 2), SixRecords);
    private readonly ShardId _shard;

    public PendingGroupRecoveryTests() => _shard = _pod.Source.AddShard("a");

    [Theory]
    [InlineData(0, "read-again")]
    [InlineData(1, "read-again")]
    [InlineData(2, "read-again")]
    [InlineData(3, "found")]
    public async Task Keep_CrashAfterSomePuts_CompletesTheVeryObjects(int puts, string kept)
    {
        var last = _pod.Source.Append(_shard, 9);
        await CrashAfterPutsAsync(puts);

        var next = await TakeOverAsync(settings => settings.Cut(maxRecords: 5), last);

        Assert.Equal([kept], next.Events.Of("kept"));
        Assert.Equal(Texts(_pod.Source.NumbersOf(_shard)), NumbersIn(_pod));
        Assert.Equal([2, 2, 2, 3], _pod.Store.Objects.Select(item => int.Parse(item.Metadata["record-count"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(_pod.Store.KeysWithChangedWrites);
        Assert.Equal((9, 4), (_pod.Table[_shard].Records, _pod.Table[_shard].Objects));
        Assert.Equal((0, 0L), (_pod.Source.OpenPages, next.Context.Budget.HeldBytes));
    }

    [Fact]
    public async Task Keep_RangeBeganAtLatest_IsReadFromItsFirstRecord()
    {
        _pod.Source.Append(_shard, 4);
        var lease = _pod.Own(_shard, fresh => fresh with { Checkpoint = Checkpoint.Latest, LatestSince = _pod.Clock.GetUtcNow() });
        Hang(0);
        await RunAsync(_pod, lease, async (loop, _, _) =>
        {
            await loop.UntilAsync("reading began", () => _pod.Source.CountOf(StreamOperation.GetRecords) > 0);
            _pod.Source.Append(_shard, 6);
            await loop.UntilAsync("the group is prepared", () => _pod.Table[_shard].PendingCheckpoint is not null);
        });
        var last = _pod.Source.Append(_shard, 1);

        var next = await TakeOverAsync(same => same, last);

        Assert.Equal(Texts(_pod.Source.NumbersOf(_shard).Skip(4)), NumbersIn(_pod));
    }

    [Fact]
    public async Task Keep_RangeTrimmedAndHalt_HaltsAndSkipsNothing()
    {
        _pod.Source.Append(_shard, 9);
        await CrashAfterPutsAsync(1);
        _pod.Source.Trim(_shard, 3);

        var next = await TakeOverUntilHaltedAsync(same => same);

        Assert.Contains("trimmed before all its objects", _pod.Table[_shard].HaltReason, StringComparison.Ordinal);
        Assert.Equal(Checkpoint.TrimHorizon, _pod.Table[_shard].Checkpoint);
        Assert.NotNull(_pod.Table[_shard].PendingState);
    }

    [Fact]
    public async Task Keep_RangeTrimmedAndContinue_LeavesAGapAndGoesOn()
    {
        var last = _pod.Source.Append(_shard, 9);
        await CrashAfterPutsAsync(1);
        _pod.Source.Trim(_shard, 3);

        var next = await TakeOverAsync(settings => settings.With(source => source with { OnTrimmedData = TrimmedDataPolicy.Continue }), last);

        Assert.Equal(["TRIM_HORIZON"], next.Events.Of("gap"));
        Assert.Contains(_pod.Store.Objects, item => item.Key.StartsWith("media/media_content/_gaps/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keep_StreamGivesOtherRecordsThanPromised_Halts()
    {
        _pod.Source.Append(_shard, 6);
        await CrashAfterPutsAsync(0);
        var lease = _pod.Table[_shard];
        var pending = PendingOf(lease.PendingState!.Value.Span) with { Records = 7 };
        _pod.Table.Put(lease with { PendingState = pending.ToBytes() });

        var next = await TakeOverUntilHaltedAsync(same => same);

        Assert.Contains("no longer gives what was prepared: 7 records", _pod.Table[_shard].HaltReason, StringComparison.Ordinal);
        Assert.Empty(_pod.Store.Objects);
    }

    [Fact]
    public async Task Keep_BytesOfAnotherApplication_AreLeftAside()
    {
        var last = _pod.Source.Append(_shard, 3);
        _pod.Own(_shard, lease => lease with { PendingCheckpoint = Checkpoint.At(StreamRecords.Number(2)), PendingState = new byte[] { 1, 2 } });

        var next = await TakeOverAsync(same => same, last);

        Assert.Empty(next.Events.Of("kept"));
        Assert.Equal(3, NumbersIn(_pod).Count);
        Assert.Null(_pod.Table[_shard].PendingState);
    }

    /// <summary>What version 0.1.0 wrote into a lease, byte by byte.</summary>
    [Fact]
    public async Task Keep_PromiseOfAnOlderVersion_IsFinishedUnderItsOwnCompression()
    {
        const string state = """{"version":1,"first":"100000000000000000000001","last":"100000000000000000000002","records":2,"bytes":900,"objects":1,"keys":["media/media_content/2026-01-02/100000000000000000000001.json.gz"],"collisions":[],"layout":{"prefix":"","keyTemplate":"{keyspace}/{table}/{yyyy}-{MM}-{dd}/{sequenceNumber}.json","format":"JsonLines","record":"Native","recordMetadata":true,"compression":"Gzip","maxRecords":2,"maxBytes":67108864,"onUnreadableRecord":"Halt"}}""";
        var last = _pod.Source.Append(_shard, 3);
        _pod.Own(_shard, lease => lease with { PendingCheckpoint = Checkpoint.At(StreamRecords.Number(2)), PendingState = System.Text.Encoding.UTF8.GetBytes(state) });

        var next = await TakeOverAsync(settings => settings with { Destination = settings.Destination with { Compression = ObjectCompression.GzipFile } }, last);

        Assert.Equal(["read-again"], next.Events.Of("kept"));
        Assert.Equal(["gzip application/x-ndjson", " application/gzip"], _pod.Store.Objects.Select(item => $"{item.ContentEncoding} {item.ContentType}"));
        Assert.All(_pod.Store.Objects, item => Assert.EndsWith(".json.gz", item.Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keep_PlantedObjectAtAPromisedKey_HaltsAndNamesIt()
    {
        _pod.Source.Append(_shard, 9);
        await CrashAfterPutsAsync(3);
        var victim = _pod.Store.Objects[1];
        _pod.Store.Remove(victim.Key);
        _pod.Store.Place(victim.Key, [.. victim.Content.Reverse()], victim.Metadata);

        var next = await TakeOverUntilHaltedAsync(same => same);

        Assert.Contains($"{victim.Key} holds other bytes", _pod.Table[_shard].HaltReason, StringComparison.Ordinal);
        Assert.Equal(Checkpoint.TrimHorizon, _pod.Table[_shard].Checkpoint);
    }

    [Theory]
    [InlineData("part", "3/3")]
    [InlineData("record-count", "1")]
    [InlineData("settings-hash", "other")]
    [InlineData("first-sequence-number", "7")]
    [InlineData("sha256", "0000")]
    public async Task Keep_ObjectThatDiffersInOneMember_IsNotFoundButReadAgain(string member, string value)
    {
        _pod.Source.Append(_shard, 9);
        await CrashAfterPutsAsync(3);
        var victim = _pod.Store.Objects[0];
        _pod.Store.Remove(victim.Key);
        _pod.Store.Place(victim.Key, victim.Content, new Dictionary<string, string>(victim.Metadata) { [member] = value });
        var reads = _pod.Source.CountOf(StreamOperation.GetRecords);
        _pod.Store.ForgetFaults();

        var next = _pod.Another("media-1");
        await RunAsync(next, Taken(next), async (loop, _, _) =>
            await loop.UntilAsync("the range is judged", () => _pod.Table[_shard].HaltReason is not null || _pod.Table[_shard].PendingCheckpoint is null));

        Assert.True(_pod.Source.CountOf(StreamOperation.GetRecords) > reads);
        Assert.DoesNotContain("found", next.Events.Of("kept"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Keep_ShardLayoutByBytesOnTheWire_CompletesTheVeryObjects(int puts)
    {
        var pod = TestPod.Create(settings => settings.Cut(maxBytes: 900), SixRecords);
        var shard = pod.Source.AddShard("a");
        var last = pod.Source.Append(shard, 6, textLength: 250);
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Times = puts + 1 });
        pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Times = 100, Until = new TaskCompletionSource().Task });
        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilAsync("the group is prepared and put so far", () => pod.Store.Objects.Count == puts + 1 && pod.Table[shard].PendingCheckpoint is not null));
        var cut = PendingOf(pod.Table[shard].PendingState!.Value.Span).Layout.CutBy;
        pod.Store.ForgetFaults();

        var next = pod.Another("media-1", settings => settings.Cut(maxBytes: 5_000));
        var lease = pod.Table[shard] with { Owner = next.Context.Worker.ToString(), Counter = pod.Table[shard].Counter + 1 };
        next.Table.Put(lease);
        await RunAsync(next, lease, async (loop, _, _) => await loop.UntilCommittedAsync(next, shard, last));

        Assert.Equal(CutMeasure.Wire, cut);
        Assert.Equal([2, 2, 2], pod.Store.Objects.Select(item => int.Parse(item.Metadata["record-count"], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(pod.Store.Objects, item => Assert.Equal("Wire", item.Metadata["cut-by"]));
        Assert.Empty(pod.Store.KeysWithChangedWrites);
    }

    [Fact]
    public async Task Keep_LeaseTableLostAndRangeCutByBytesOnTheWire_AdoptsItAsItWasCut()
    {
        var pod = TestPod.Create(settings => settings.Cut(maxBytes: 900), SixRecords);
        var shard = pod.Source.AddShard("a");
        pod.Source.Append(shard, 6, textLength: 250);
        await RunAsync(pod, pod.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(pod, shard, StreamRecords.Number(6)));
        pod.Store.Remove(pod.Store.Objects[^1].Key);
        pod.Table.Remove(shard);
        var last = pod.Source.Append(shard, 5, textLength: 250);

        var next = pod.Another("media-1", null, new GroupLimits { Records = 4, Bytes = long.MaxValue, Objects = int.MaxValue });
        await RunAsync(next, next.Own(shard), async (loop, _, _) => await loop.UntilCommittedAsync(next, shard, last));

        Assert.Equal(Texts(pod.Source.NumbersOf(shard)), NumbersIn(pod));
    }

    [Fact]
    public async Task Keep_LeaseTableLost_AdoptsWhatAnEarlierLifeWrote()
    {
        _pod.Source.Append(_shard, 6);
        await RunAsync(_pod, _pod.Own(_shard), async (loop, _, _) => await loop.UntilCommittedAsync(_pod, _shard, StreamRecords.Number(6)));
        _pod.Table.Remove(_shard);
        var last = _pod.Source.Append(_shard, 5);
        _pod.Own(_shard);

        var next = await TakeOverAsync(same => same, last, new GroupLimits { Records = 4, Bytes = long.MaxValue, Objects = int.MaxValue });

        Assert.Equal(Texts(_pod.Source.NumbersOf(_shard)), NumbersIn(_pod));
    }

    private static StreamPod.Checkpoints.PendingGroup PendingOf(ReadOnlySpan<byte> state) => StreamPod.Checkpoints.PendingGroup.TryRead(state)!;

    /// <summary>The first life promises a group, puts some of its three objects, and dies.</summary>
    private async Task CrashAfterPutsAsync(int puts)
    {
        Hang(puts);
        if (puts == 3)
        {
            _pod.Table.Before = (call, token) => _pod.Store.Objects.Count == 3 ? Task.Delay(Timeout.InfiniteTimeSpan, _pod.Clock, token) : Task.CompletedTask;
        }

        await RunAsync(_pod, _pod.Own(_shard), async (loop, _, _) =>
            await loop.UntilAsync("the group is prepared and put so far", () => _pod.Store.Objects.Count == puts && _pod.Table[_shard].PendingCheckpoint is not null));
        Assert.Equal(Checkpoint.TrimHorizon, _pod.Table[_shard].Checkpoint);
    }

    /// <summary>Holds every create after the first ones for ever.</summary>
    private void Hang(int after)
    {
        for (var put = 0; put < after; put++)
        {
            _pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create });
        }

        _pod.Store.Plan(new ObjectFault { Operation = ObjectOperation.Create, Times = 100, Until = new TaskCompletionSource().Task });
    }

    private async Task<TestPod> TakeOverAsync(Func<StreamSettings, StreamSettings> change, SequenceNumber last, GroupLimits? limits = null)
    {
        _pod.Store.ForgetFaults();
        var next = _pod.Another("media-1", change, limits);
        await RunAsync(next, Taken(next), async (loop, _, _) => await loop.UntilCommittedAsync(next, _shard, last));
        return next;
    }

    private async Task<TestPod> TakeOverUntilHaltedAsync(Func<StreamSettings, StreamSettings> change)
    {
        _pod.Store.ForgetFaults();
        var next = _pod.Another("media-1", change);
        await RunAsync(next, Taken(next), async (loop, _, _) => await loop.UntilAsync("the shard is halted", () => next.Table[_shard].HaltReason is not null));
        return next;
    }

    private StreamPod.Leases.Lease Taken(TestPod next)
    {
        var lease = _pod.Table[_shard];
        lease = lease with { Owner = next.Context.Worker.ToString(), Counter = lease.Counter + 1, OwnerSwitchesSinceCheckpoint = lease.OwnerSwitchesSinceCheckpoint + 1 };
        next.Table.Put(lease);
        return lease;
    }
}

using System.Buffers;
using System.Text;
using KeyspacesStreamer.Simulation.Judging;
using KeyspacesStreamer.Simulation.Running;
using KeyspacesStreamer.Simulation.Traces;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Objects;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.Testing.Streams;

namespace KeyspacesStreamer.Simulation.Tests.Judging;

/// <summary>The judge speaks when an invariant is broken, and only then.</summary>
public sealed class JudgeTests
{
    private static readonly ShardId Parent = StreamRecords.Shard("a");
    private static readonly ShardId Child = StreamRecords.Shard("b");

    private readonly Verdict _verdict;
    private readonly Judge _judge;

    public JudgeTests()
    {
        var loop = new SimulationLoop(1, isShuffled: false);
        _verdict = new Verdict(loop, new Trace(loop, false));
        _judge = new Judge(loop, _verdict, new StartBoundary(false, TimeSpan.Zero));
        AddShard(Parent, []);
        Append(Parent, 1, 2, 3);
    }

    [Fact]
    public void Put_BeforeItsRangeIsPrepared_BreaksPrepareFirst()
    {
        _judge.Of(Parent).Promised.Clear();
        _judge.Changed("pod/1", Lease(), Lease(pending: 1));
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1), isCreated: true);
        Assert.Null(_verdict.Violation);

        _judge.Put("pod/1", Object(Parent, Text(1), 2), isCreated: true);

        Assert.Equal(Invariant.PrepareFirst, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Put_ThenCommit_IsAllRight()
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1, 2), isCreated: true);
        _judge.Changed("pod/1", Lease(pending: 2), Lease(at: 2));
        _judge.Put("pod/1", Object(Parent, Text(2), 3), isCreated: true);
        _judge.Changed("pod/1", Lease(at: 2, pending: 3), Lease(at: 3));

        Assert.Null(_verdict.Violation);
    }

    [Fact]
    public void Put_RecordThatStandsAlready_BreaksExactlyOnce()
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1, 2), isCreated: true);
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 2, 3), isCreated: true);

        Assert.Equal(Invariant.ExactlyOnce, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Put_RecordThatNeverWas_BreaksExactlyOnce()
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 9), isCreated: true);

        Assert.Equal(Invariant.ExactlyOnce, _verdict.Violation?.Invariant);
    }

    [Theory]
    [InlineData("abc", null)]
    [InlineData("abd", Invariant.WholeRecord)]
    public void Put_RecordWithoutItsText_BreaksWholeRecord(string text, Invariant? broken)
    {
        AddShard(Child, []);
        _judge.Appended(Child, StreamRecords.Number(1), SimulatedClock.Beginning, isUnreadable: false, text: text);

        _judge.Put("pod/1", Object(Child, "TRIM_HORIZON", "abc", 1), isCreated: true);

        Assert.Equal(broken, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Put_BeforeThePreviousGroupStands_BreaksOrder()
    {
        _judge.Put("pod/1", Object(Parent, Text(1), 2), isCreated: true);

        Assert.Equal(Invariant.Order, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Put_OfAChildBeforeItsParentIsDone_BreaksOrder()
    {
        AddShard(Child, [Parent]);
        Append(Child, 1);

        _judge.Put("pod/1", Object(Child, "TRIM_HORIZON", 1), isCreated: true);

        Assert.Equal(Invariant.Order, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Put_SameRangeWithOtherBytes_BreaksSameBytes()
    {
        var first = Object(Parent, "TRIM_HORIZON", 1);
        _judge.Put("pod/1", first, isCreated: true);
        _judge.Put("pod/2", first with { Content = new ReadOnlySequence<byte>("other"u8.ToArray()) }, isCreated: false);

        Assert.Equal(Invariant.SameBytes, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Commit_BeyondWhatStands_BreaksCheckpointBehindData()
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1), isCreated: true);
        _judge.Changed("pod/1", Lease(pending: 2), Lease(at: 2));

        Assert.Equal(Invariant.CheckpointBehindData, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Commit_EndOfAnOpenShard_BreaksCheckpointBehindData()
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1, 2, 3), isCreated: true);
        _judge.Changed("pod/1", Lease(pending: 3), Lease() with { Checkpoint = Checkpoint.ShardEnd });

        Assert.Equal(Invariant.CheckpointBehindData, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Commit_PastRecordsThatWereRemovedUnread_BreaksTrimmedIsReportedUnlessAGapSaysSo()
    {
        _judge.Of(Parent).Records[0].IsTrimmed = true;
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 2), isCreated: true);
        _judge.Changed("pod/1", Lease(pending: 2), Lease(at: 2));

        Assert.Equal(Invariant.TrimmedIsReported, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Commit_ByAnotherThanTheOwner_BreaksOneOwner()
    {
        _judge.Changed("pod/2", Lease(), Lease(pending: 2));

        Assert.Equal(Invariant.OneOwner, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Take_UnderACounterThatHadAnotherOwner_BreaksOneOwner()
    {
        _judge.Changed("pod/1", Lease() with { Owner = null, Counter = 0 }, Lease());
        _judge.Changed("pod/2", Lease() with { Owner = null }, Lease() with { Owner = "pod/2" });

        Assert.Equal(Invariant.OneOwner, _verdict.Violation?.Invariant);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Change_CheckpointOrCounterBackwards_BreaksNothingMovesBack(int at, int counter)
    {
        _judge.Put("pod/1", Object(Parent, "TRIM_HORIZON", 1, 2), isCreated: true);
        _judge.Changed("pod/1", Lease(at: 2), Lease(at: at) with { Counter = counter });

        Assert.Equal(Invariant.NothingMovesBack, _verdict.Violation?.Invariant);
    }

    [Theory]
    [InlineData(false, Invariant.NoFalseAlarm)]
    [InlineData(true, null)]
    public void Halt_NothingWasRemoved_IsAFalseAlarm(bool isTrimmed, Invariant? broken)
    {
        _judge.Of(Parent).Records[0].IsTrimmed = isTrimmed;

        _judge.Changed("pod/1", Lease(), Lease() with { HaltReason = "lost" });

        Assert.Equal(broken, _verdict.Violation?.Invariant);
    }

    [Fact]
    public void Delete_OfALeaseThatIsNotFinished_BreaksExactlyOnce()
    {
        _judge.Deleted("pod/1", Lease(at: 1));

        Assert.Equal(Invariant.ExactlyOnce, _verdict.Violation?.Invariant);
    }

    /// <summary>A shard whose lease has promised every range at some time.</summary>
    private void AddShard(ShardId shardId, IReadOnlyList<ShardId> parents)
    {
        _judge.AddShard(shardId, parents);
        _judge.Of(shardId).Promised.UnionWith(Enumerable.Range(1, 9).Select(Text));
    }

    private void Append(ShardId shardId, params int[] positions)
    {
        foreach (var position in positions)
        {
            _judge.Appended(shardId, StreamRecords.Number(position), SimulatedClock.Beginning, isUnreadable: false);
        }
    }

    private static Lease Lease(int? at = null, int? pending = null) => new()
    {
        ShardId = Parent,
        Owner = "pod/1",
        Counter = 1,
        Checkpoint = at is { } position ? Checkpoint.At(StreamRecords.Number(position)) : Checkpoint.TrimHorizon,
        PendingCheckpoint = pending is { } promised ? Checkpoint.At(StreamRecords.Number(promised)) : null,
    };

    private static SealedObject Object(ShardId shardId, string previous, params int[] positions) => Object(shardId, previous, "", positions);

    private static SealedObject Object(ShardId shardId, string previous, string text, params int[] positions) => new()
    {
        Key = $"{shardId}/{positions[0]}.json",
        Content = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(string.Concat(positions.Select(position => $"{{\"sequenceNumber\":\"{Text(position)}\",\"text\":\"{text}\"}}\n")))),
        ContentType = "application/x-ndjson",
        Sha256 = new byte[32],
        Metadata = new Dictionary<string, string>
        {
            [ObjectMetadata.Format] = "JsonLines/Native/None",
            [ObjectMetadata.ShardId] = shardId.Value,
            [ObjectMetadata.PreviousSequenceNumber] = previous,
            [ObjectMetadata.FirstSequenceNumber] = Text(positions[0]),
            [ObjectMetadata.LastSequenceNumber] = Text(positions[^1]),
            [ObjectMetadata.GroupLastSequenceNumber] = Text(positions[^1]),
        },
    };

    private static string Text(int position) => StreamRecords.Number(position).Text;
}

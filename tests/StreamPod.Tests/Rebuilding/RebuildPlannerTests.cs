using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Checkpoints;
using KeyspacesStreamer.StreamPod.Rebuilding;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Verification;

namespace KeyspacesStreamer.StreamPod.Tests.Rebuilding;

/// <summary>What a rebuild writes, shard by shard, and what it refuses to guess.</summary>
public sealed class RebuildPlannerTests
{
    private readonly RebuildBench _bench = new();

    [Fact]
    public void LostLease_CheckpointIsTheEndOfTheChain()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "20", "30"]);
        _bench.History.Group("shard-a", "30", "60", ["40", "60"], ["50"]);

        var plan = _bench.Plan();

        Assert.True(plan.MayBeWritten);
        var lease = Assert.Single(plan.Rows).Target!;
        Assert.Equal(("60", "60", null, 1L, 6L, 3L), (lease.Checkpoint.Text, lease.ChainTail, lease.PendingCheckpoint, lease.Counter, lease.Records, lease.Objects));
    }

    [Fact]
    public void BegunGroup_IsPendingAgain()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "20", "30"]);
        _bench.History.Put("shard-a", "30", "60", "1/2", ["40", "60"]);

        var lease = _bench.Row("shard-a").Target!;

        Assert.Equal(("30", "30", "60"), (lease.Checkpoint.Text, lease.ChainTail, lease.PendingCheckpoint?.Text));
        var pending = PendingGroup.TryRead(lease.PendingState!.Value.Span)!;
        Assert.Equal(("40", "60", false, RebuildBench.Layout.Hash()), (pending.First, pending.Last, pending.IsCounted, pending.Layout.Hash()));
    }

    /// <summary>Metadata is what somebody wrote; the checksum is what the store computed of the bytes.</summary>
    [Fact]
    public void ObjectWithOtherBytesThanItNames_IsNamedAndNoEvidence()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "20", "30"]);
        var key = _bench.History.Put("shard-a", "30", "60", "1/1", ["40", "60"]);
        _bench.History.Tamper(key);

        var plan = _bench.Plan();

        var violation = Assert.Single(plan.Violations);
        Assert.Equal((ViolationKind.WrongChecksum, key), (violation.Kind, violation.Key));
        Assert.False(plan.MayBeWritten);
        Assert.Equal("30", Assert.Single(plan.Rows).Target?.Checkpoint.Text);
    }

    [Fact]
    public void ObjectOfAStoreWithoutChecksums_IsBelieved()
    {
        _bench.History.KeepsChecksums = false;
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "20", "30"]);

        Assert.Equal("30", _bench.Row("shard-a").Target?.Checkpoint.Text);
    }

    [Fact]
    public void BegunUnderOtherSettings_IsRefused()
    {
        _bench.History.SettingsHash = "0123456789abcdef";
        _bench.Shard("shard-a").History.Put("shard-a", "TRIM_HORIZON", "60", "1/2", ["40", "60"]);

        var plan = _bench.Plan();

        Assert.False(plan.MayBeWritten);
        Assert.StartsWith("shard-a: the group from 40 to 60 was begun under other settings (settings-hash 0123456789abcdef", Assert.Single(plan.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void GroupWithoutItsFirstPart_WasNotBegunButDamaged()
    {
        _bench.Shard("shard-a").History.Put("shard-a", "TRIM_HORIZON", "60", "2/2", ["50"]);

        var plan = _bench.Plan();

        Assert.Equal(ViolationKind.MissingPart, Assert.Single(plan.Violations).Kind);
        Assert.False(plan.MayBeWritten);
    }

    [Theory]
    [InlineData("30", "Forward", "60")]
    [InlineData("TRIM_HORIZON", "Forward", "60")]
    [InlineData("60", "Keep", null)]
    [InlineData("90", "Keep", null)]
    [InlineData("SHARD_END", "Keep", null)]
    public void TableAtAnotherTime_OnlyMovesForward(string checkpoint, string action, string? written)
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Group("shard-a", "30", "60", ["40", "60"]);
        _bench.History.Lease("shard-a", checkpoint, checkpoint);

        var row = _bench.Row("shard-a");

        Assert.Equal((action, written), (row.Action.ToString(), row.Written));
    }

    [Fact]
    public void TableAhead_IsNamedAndSetBackOnlyWhenToldSo()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Lease("shard-a", "60", "60");

        var kept = _bench.Row("shard-a");
        _bench.Options = new RebuildOptions { SetsBack = true };
        var set = _bench.Row("shard-a");

        Assert.Equal((RebuildAction.Keep, "the table is ahead: objects after 30 are gone; --set-back lets them be read again"), (kept.Action, kept.Note));
        Assert.Equal((RebuildAction.SetBack, "30"), (set.Action, set.Written));
    }

    [Fact]
    public void CheckpointInsideAGroup_IsNoEarlierStateOfThisBucket()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "20", "30"]);
        _bench.History.Lease("shard-a", "20", "20");

        Assert.Contains("where no group of the bucket ends", Assert.Single(_bench.Plan().Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90", "Keep")] // one that no object of stands yet
    [InlineData("30", "Forward")] // one that is kept already
    public void PendingGroupInTheTable_StaysWhileItIsOpen(string pending, string action)
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Lease("shard-a", "30", "30", pending);
        _bench.History.Leases["shard-a"] = _bench.History.Leases["shard-a"] with { PendingState = new byte[] { 1 } };

        Assert.Equal(action, _bench.Row("shard-a").Action.ToString());
    }

    [Fact]
    public void ParentOfAShardThatWasRead_IsFinished()
    {
        _bench.Shard("shard-a", isKept: false, isClosed: true).Shard("shard-b", parents: "shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Group("shard-b", "TRIM_HORIZON", "80", ["70", "80"]);

        var plan = _bench.Plan();

        Assert.True(plan.MayBeWritten);
        var lease = plan.Rows[0].Target!;
        Assert.Equal(("SHARD_END", "30", "shard-b"), (lease.Checkpoint.Text, lease.ChainTail, Assert.Single(lease.Children).Value));
        Assert.Equal("shard-a", Assert.Single(plan.Rows[1].Target!.Parents).Value);
    }

    [Fact]
    public void ClosedShardWithoutReadHeir_IsReadToItsEndByThePods()
    {
        _bench.Shard("shard-a", isClosed: true).Shard("shard-b", parents: "shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);

        var plan = _bench.Plan();

        Assert.True(plan.MayBeWritten);
        Assert.Equal(["30", "TRIM_HORIZON"], plan.Rows.Select(row => row.Written));
    }

    [Fact]
    public void ReadHeirOfAnIncompleteParent_IsRefused()
    {
        _bench.Shard("shard-a", isClosed: true).Shard("shard-b", parents: "shard-a").History.Put("shard-a", "TRIM_HORIZON", "60", "1/2", ["40", "60"]);
        _bench.History.Group("shard-b", "TRIM_HORIZON", "80", ["70", "80"]);

        Assert.Contains("its last group up to 60 lacks parts", Assert.Single(_bench.Plan().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void PlaceThatTheStreamDoesNotKeep_IsRefusedUntilSomebodyVouches()
    {
        _bench.Shard("shard-a", isKept: false).History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);

        var refused = _bench.Plan();
        _bench.Options = new RebuildOptions { CaughtUpAt = RebuildBench.Now.AddHours(-1) };
        var vouched = _bench.Plan();
        _bench.Options = new RebuildOptions { AcceptsTrimmed = true };
        var accepted = _bench.Plan();

        Assert.StartsWith("shard-a: the stream does not keep what follows 30 any more.", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Equal(RebuildBench.Now.AddHours(-1), vouched.Rows[0].Target!.CaughtUpAt);
        Assert.True(accepted.MayBeWritten);
        Assert.Null(accepted.Rows[0].Target!.CaughtUpAt);
    }

    [Fact]
    public void BegunGroupThatTheStreamDoesNotKeep_IsLostWhateverSomebodyVouches()
    {
        _bench.Options = new RebuildOptions { CaughtUpAt = RebuildBench.Now.AddHours(-1) };
        _bench.Shard("shard-a", isKept: false).History.Put("shard-a", "TRIM_HORIZON", "60", "1/2", ["40", "60"]);

        Assert.Contains("what is missing there is lost", Assert.Single(_bench.Plan().Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)] // nobody knows since when it had nothing
    [InlineData(-1, true)] // a stream of an hour has lost nothing
    [InlineData(-30, false)]
    public void ShardWithoutATrace_IsReadFromItsBeginningOnlyWhenNothingCanBeGone(int? hours, bool mayBeWritten)
    {
        _bench.StreamCreatedAt = hours is { } age ? RebuildBench.Now.AddHours(age) : null;
        _bench.Shard("shard-a");

        var plan = _bench.Plan();

        Assert.Equal(mayBeWritten, plan.MayBeWritten);
        Assert.Equal("TRIM_HORIZON", plan.Rows[0].Written);
    }

    [Fact]
    public void TracelessShardUnderATrimmedParent_LooksLostToThePods()
    {
        _bench.Options = new RebuildOptions { AcceptsTrimmed = true };
        _bench.Shard("shard-a", isKept: false, isClosed: true).Shard("shard-b", parents: "shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);

        Assert.Equal(RebuildBench.Now.AddDays(-2), _bench.Plan().Rows[1].Target!.PromisedSince);
    }

    [Fact]
    public void StreamThatBeginsAtLatest_NeedsTheMoment()
    {
        _bench.StartFrom = StartFrom.Latest;
        _bench.Shard("shard-a");

        var refused = _bench.Plan();
        _bench.Options = new RebuildOptions { LatestSince = RebuildBench.Now.AddHours(-3) };
        var row = _bench.Row("shard-a");

        Assert.Contains("--latest-since", Assert.Single(refused.Problems), StringComparison.Ordinal);
        Assert.Equal((Checkpoint.Latest, RebuildBench.Now.AddHours(-3)), (row.Target!.Checkpoint, row.Target.LatestSince));
    }

    [Fact]
    public void ChainsThatAreBroken_AreRefusedAndNamed()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Group("shard-a", "60", "90", ["70", "90"]);

        var refused = _bench.Plan();
        _bench.Options = new RebuildOptions { AcceptsBreaks = true };
        var accepted = _bench.Plan();

        Assert.Equal((ViolationKind.Gap, true, false), (Assert.Single(refused.Violations).Kind, refused.IsBroken, refused.MayBeWritten));
        Assert.Equal((true, "90"), (accepted.MayBeWritten, accepted.Rows[0].Written));
    }

    [Fact]
    public void TwoWritersInOneChain_AreRefused()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        _bench.History.Group("shard-a", "TRIM_HORIZON", "40", ["20", "40"]);

        Assert.Contains(_bench.Plan().Violations, violation => violation.Kind == ViolationKind.Overlap);
    }

    [Fact]
    public void ChainWhoseBeginningExpired_IsAcceptedWhenToldSo()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "30", "60", ["40", "60"]);

        var refused = _bench.Plan();
        _bench.Options = new RebuildOptions { AcceptsStarts = true };

        Assert.Equal(ViolationKind.UnknownStart, Assert.Single(refused.Violations).Kind);
        Assert.Equal("60", _bench.Row("shard-a").Written);
    }

    [Fact]
    public void ShardThatIsGone_NeedsNoLease()
    {
        _bench.History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);

        var plan = _bench.Plan();

        Assert.True(plan.MayBeWritten);
        Assert.Equal((RebuildAction.Keep, "gone from the stream; it needs no lease"), (plan.Rows[0].Action, plan.Rows[0].Note));
    }

    [Fact]
    public void OtherStreamsUnderThePrefix_AreLeftAlone()
    {
        _bench.Shard("shard-a").History.Group("shard-a", "TRIM_HORIZON", "30", ["10", "30"]);
        var key = _bench.History.Put("shard-z", "TRIM_HORIZON", "5", "1/1", ["5"]);
        _bench.History.Objects[key].Metadata["stream-label"] = "2025-01-01T00:00:00.000";

        var plan = _bench.Plan();

        Assert.Equal(("2025-01-01T00:00:00.000", "shard-a"), (Assert.Single(plan.OtherLabels), Assert.Single(plan.Rows).ShardId));
    }
}

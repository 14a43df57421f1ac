using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Progress;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Doubles.PodSamples;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Progress;

/// <summary>What a lease table and the pods tell of a stream.</summary>
public sealed class ProgressReportTests
{
    private static readonly V1Pod[] Pods = [Ready("a"), Ready("b")];

    [Fact]
    public void Of_NoTable_KnowsNothing()
    {
        var report = ProgressReport.Of(Facts([]) with { Report = null });

        Assert.Equal((null, null, null, null), (report.Shards, report.Lag, report.Records, report.LastCommitTime));
        Assert.Equal(ConditionReasons.WaitingForFirstCommit, report.Streaming.Reason);
        Assert.Equal((null, ConditionReasons.NotChecked), (report.Retention.Holds, report.Retention.Reason));
    }

    [Fact]
    public void Of_Leases_AreCountedByTheirState()
    {
        var report = ProgressReport.Of(Facts([
            Lease("1") with { IsFinished = true },
            Lease("2", "a") with { Parents = ["1"] },
            Lease("3") with { Parents = ["1", "gone"] },
            Lease("4") with { Parents = ["1", "2"] },
            Lease("5", "dead"),
            Lease("6", "b") with { HaltReason = "broken" },
        ], Worker("a"), Worker("b"), Worker("dead")));

        Assert.Equal(new ShardCounts { Open = 5, Finished = 1, Unassigned = 2, Halted = 1 }, report.Shards);
    }

    [Fact]
    public void Of_Figures_AreThoseOfLivePods()
    {
        var facts = Facts(
            [Lease("1", "a"), Lease("2", "b") with { LastCommitAt = Now.AddSeconds(-40).AddMilliseconds(500) }],
            Worker("a", lag: 12.9), Worker("b", lag: 7), Worker("dead", lag: 999)) with
        {
            Pods = [Ready("a"), Ready("b"), Leaving(Ready("leaving"))],
        };

        var report = ProgressReport.Of(facts);

        Assert.Equal((20, 4), (report.Records, report.Objects));
        Assert.Equal("12s", report.LagText);
        Assert.Equal(Now.AddSeconds(-40).UtcDateTime, report.LastCommitTime);
    }

    [Fact]
    public void Of_ShardWithoutReader_IsAsOldAsWhatIsLastKnownOfIt()
    {
        var lease = Lease("2", "dead") with { CaughtUpAt = Now.AddHours(-3), LastCommitAt = Now.AddHours(-2), PromisedSince = Now.AddHours(-9) };

        var report = ProgressReport.Of(Facts([Lease("1", "a"), lease], Worker("a", lag: 5)));

        Assert.Equal("2h", report.LagText);
    }

    [Fact]
    public void Of_ShardWhoseBeginningIsGone_DoesNotDateFrom1970() =>
        Assert.Null(ProgressReport.Of(Facts([Lease("1") with { PromisedSince = DateTimeOffset.UnixEpoch }])).Lag);

    [Fact]
    public void Of_ShardThatWaitsForItsParent_HasNoLag()
    {
        var report = ProgressReport.Of(Facts([Lease("1", "a"), Lease("2") with { Parents = ["1"], PromisedSince = Now.AddHours(-9) }], Worker("a", lag: 3)));

        Assert.Equal(("3s", 0), (report.LagText, report.Shards?.Unassigned));
    }

    [Fact]
    public void Of_PodIsStopping_ItsFiguresCountButItsShardsAreUnassigned()
    {
        var facts = Facts([Lease("1", "a") with { CaughtUpAt = Now.AddMinutes(-29) }], Worker("a", lag: 4));

        var report = ProgressReport.Of(facts with { Pods = [Leaving(Ready("a"))] });

        Assert.Equal(("4s", 1), (report.LagText, report.Shards?.Unassigned));
    }

    [Fact]
    public void Of_PodRestartedAndNotReady_IsNotBelievedWhatItWroteBefore()
    {
        var crashed = Running("a", 30, With("Ready", "False"));
        crashed.Status.ContainerStatuses[0].RestartCount = 1;

        var report = ProgressReport.Of(Facts([Lease("1", "a") with { CaughtUpAt = Now.AddHours(-1) }], Worker("a", lag: 2)) with { Pods = [crashed] });

        Assert.Equal(("1h", 1), (report.LagText, report.Shards?.Unassigned));
    }

    [Fact]
    public void Of_PodRestartedAndReady_IsBelieved()
    {
        var back = Ready("a");
        back.Status.ContainerStatuses[0].RestartCount = 1;

        Assert.Equal("2s", ProgressReport.Of(Facts([Lease("1", "a")], Worker("a", lag: 2)) with { Pods = [back] }).LagText);
    }

    [Fact]
    public void Of_CrashLoop_IsNotBelieved() => Assert.Null(ProgressReport.Of(Facts([Lease("1", "a")], Worker("a", lag: 2)) with { Pods = [Crashing("a", 3)] }).Lag);

    [Fact]
    public void Of_ClockOfAPodAhead_LagIsZero() =>
        Assert.Equal("0s", ProgressReport.Of(Facts([Lease("1") with { CaughtUpAt = Now.AddMinutes(1) }])).LagText);

    [Fact]
    public void Of_NothingOpen_LagIsZeroOnlyWithAReadyPod()
    {
        ShardLease[] finished = [Lease("1") with { IsFinished = true }];

        Assert.Equal("0s", ProgressReport.Of(Facts(finished, Worker("a", shards: 0))).LagText);
        Assert.Null(ProgressReport.Of(Facts(finished)).Lag);
    }

    [Theory]
    [InlineData(1, 0, true, true)]
    [InlineData(2, 2, false, true)]
    [InlineData(2, 1, false, false)]
    [InlineData(0, 0, true, false)]
    public void Streaming_OneWorker_HoldsWithACommitOrAtTheTip(int shards, int atTip, bool hasCommitted, bool holds)
    {
        var worker = Worker("a", shards: shards, atTip: atTip, committed: hasCommitted);

        var found = ProgressReport.Of(Facts([Lease("1", "a"), Lease("2", "a")], worker)).Streaming;

        Assert.Equal((ConditionTypes.Ready, holds, holds ? ConditionReasons.Streaming : ConditionReasons.WaitingForFirstCommit), (found.Type, found.Holds, found.Reason));
    }

    [Fact]
    public void Streaming_NothingOpen_HoldsWithAReadyPod()
    {
        Assert.True(ProgressReport.Of(Facts([], Worker("a", shards: 0))).Streaming.Holds);
        Assert.False(ProgressReport.Of(Facts([], Worker("a", shards: 0, isReady: false))).Streaming.Holds);
    }

    [Fact]
    public void Streaming_OnlyAPodWithOtherSettingsCommitted_IsNotTheProof()
    {
        var facts = Facts([Lease("1", "a"), Lease("2", "b")], Worker("a", committed: true), Worker("b", shards: 1));
        var old = Ready("a");
        old.Metadata.Annotations["keyspaces-streamer.dev/settings-hash"] = "hash-1";

        var found = ProgressReport.Of(facts with { Pods = [old, Ready("b")] }).Streaming;

        Assert.Equal((false, ConditionReasons.WaitingForFirstCommit), (found.Holds, found.Reason));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Streaming_ShardsUnassigned_KeepItFromBecomingReadyButNotFromStayingSo(bool wasReady, bool holds)
    {
        var facts = Facts([Lease("1", "a"), Lease("2")], Worker("a", committed: true)) with { WasReady = wasReady };

        Assert.Equal(holds, ProgressReport.Of(facts).Streaming.Holds);
    }

    [Fact]
    public void Streaming_NobodyAlive_IsNeverReady()
    {
        var found = ProgressReport.Of(Facts([Lease("1", "dead"), Lease("2")], Worker("dead", committed: true)) with { WasReady = true }).Streaming;

        Assert.Equal((false, ConditionReasons.ShardsUnassigned, "2 shards not read by any live pod: 1 and 2."), (found.Holds, found.Reason, found.Message));
    }

    [Fact]
    public void Streaming_ShardsHalted_TellsThreeReasonsAndCounts()
    {
        var found = ProgressReport.Of(Facts([.. Enumerable.Range(1, 5).Select(number => Lease($"shard-{number}", "a") with { HaltReason = $"reason {number}" })], Worker("a", committed: true))).Streaming;

        Assert.Equal((false, ConditionReasons.ShardsHalted), (found.Holds, found.Reason));
        Assert.Equal("5 shards stopped: shard-1: reason 1. shard-2: reason 2. shard-3: reason 3. And 2 more.", found.Message);
    }

    [Theory]
    [InlineData(17.9, false, false)]
    [InlineData(18.1, false, true)]
    [InlineData(17.5, true, true)]
    [InlineData(17, true, false)]
    [InlineData(40, false, true)]
    public void Retention_Lag_IsARiskUnderSixHoursUntilSevenAreBack(double hours, bool wasAtRisk, bool isAtRisk)
    {
        var found = ProgressReport.Of(Facts([Lease("1", "a")], Worker("a", lag: hours * 3600)) with { WasAtRisk = wasAtRisk }).Retention;

        Assert.Equal((ConditionTypes.RetentionAtRisk, isAtRisk, isAtRisk ? ConditionReasons.HeadroomLow : ConditionReasons.HeadroomEnough), (found.Type, found.Holds, found.Reason));
    }

    [Fact]
    public void Retention_LagGrowsByMinutes_TextRests()
    {
        static string MessageAt(double hours, bool isSuspended) =>
            ProgressReport.Of(Facts([Lease("1") with { CaughtUpAt = Now.AddHours(-hours) }]) with { IsSuspended = isSuspended }).Retention.Message;

        Assert.Equal(MessageAt(20.1, false), MessageAt(20.9, false));
        Assert.StartsWith("Less than 4 hours left", MessageAt(20.5, false), StringComparison.Ordinal);
        Assert.EndsWith("Set spec.suspend to false.", MessageAt(20.5, true), StringComparison.Ordinal);
        Assert.Contains("may be gone unread", MessageAt(24.5, false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HaltReasons.RecordsLost, true)]
    [InlineData(HaltReasons.PendingTrimmed, true)]
    [InlineData("an object is in the way", false)]
    public void Retention_HaltedShard_IsTrimmedDataWhenThePodSaysSo(string words, bool isTrimmed)
    {
        var found = ProgressReport.Of(Facts([Lease("shard-1", "a") with { HaltReason = $"Shard shard-1 after 7: {words}, because." }], Worker("a"))).Retention;

        Assert.Equal((isTrimmed, isTrimmed ? ConditionReasons.DataTrimmed : ConditionReasons.HeadroomEnough), (found.Holds, found.Reason));
        Assert.Equal(isTrimmed, found.Message.Contains("1 shard stopped there: shard-1.", StringComparison.Ordinal));
    }

    private static ProgressFacts Facts(ShardLease[] leases, params WorkerHeartbeat[] workers) =>
        new() { Now = Now, Pods = Pods, SettingsHash = PodSamples.Settings, Report = new LeaseReport { Leases = leases, Workers = workers } };

    private static ShardLease Lease(string shard, string? owner = null) => new() { ShardId = shard, OwnerPod = owner };

    private static WorkerHeartbeat Worker(string pod, double lag = 0, int shards = 1, int atTip = 0, bool committed = false, bool isReady = true) => new()
    {
        Pod = pod,
        Progress = new WorkerProgress
        {
            Shards = shards, AtTip = atTip, Halted = 0, LagSeconds = lag, IsReady = isReady, Records = 10, Objects = 2, LastCommitAt = committed ? Now.AddSeconds(-90) : null,
        },
    };
}

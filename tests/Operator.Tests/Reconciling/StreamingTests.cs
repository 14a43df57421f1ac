using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Ready is honest: it becomes true with a live pod of the wanted settings that has proved itself, and stays so while leases change hands.</summary>
public sealed class StreamingTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Ready_PodsHaveNotCommitted_IsFalse()
    {
        await PodsRunAsync();
        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = Pod }], _fixture.Worker(Pod, 1, hasCommitted: false));

        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(("True PodsReady", "False WaitingForFirstCommit"), (_fixture.Words(ConditionTypes.WorkloadReady), _fixture.Words(ConditionTypes.Ready)));
    }

    [Fact]
    public async Task Ready_CaughtUpWithoutACommit_IsTrue()
    {
        await PodsRunAsync();
        var worker = _fixture.Worker(Pod, 1, hasCommitted: false);
        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = Pod }], worker with { Progress = worker.Progress! with { AtTip = 1 } });

        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal(["Normal CheckpointTableCreated", "Normal TableActive", "Normal PodsReady", "Normal Streaming"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Ready_OnlyADeadPodCommitted_IsFalse()
    {
        await PodsRunAsync();
        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = "dead" }], _fixture.Worker("dead", 1));

        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("False ShardsUnassigned", _fixture.Words(ConditionTypes.Ready));
    }

    [Fact]
    public async Task Ready_SettingsChanged_IsFalseUntilAPodOfTheNewOnesCommits()
    {
        await _fixture.StreamAsync();
        var old = Pod;
        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Prefix = "changes/" } });
        await _fixture.ReconcileAsync();
        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, live => live.Status.ObservedGeneration = live.Metadata.Generation);

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        var whileOldOneReads = _fixture.Words(ConditionTypes.Ready);
        _fixture.Work(OldArn, "s1");
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal("False WaitingForFirstCommit", whileOldOneReads);
        Assert.NotEqual(old, Pod);
    }

    [Fact]
    public async Task Ready_LeasesChangeHands_StaysTrue()
    {
        await _fixture.StreamAsync();
        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = Pod }, new ShardLease { ShardId = "s2" }], _fixture.Worker(Pod, 1));

        await _fixture.UntilAsync(() => _fixture.Stream.Status?.Shards?.Unassigned == 1, "1 unassigned");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task Ready_AllPodsAreGone_IsFalse()
    {
        await _fixture.StreamAsync();

        _fixture.Workload.Stop();
        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, live => live.Status = new V1DeploymentStatus { ObservedGeneration = live.Metadata.Generation });
        await _fixture.ReconcileAsync();

        Assert.Equal("False RollingOut", _fixture.Words(ConditionTypes.Ready));
    }

    [Fact]
    public async Task Ready_ShardHalted_TellsItWithAnEvent()
    {
        await _fixture.StreamAsync();

        _fixture.Report([new ShardLease { ShardId = "s1", OwnerPod = Pod, HaltReason = "Shard s1 after 7: the object is in the way." }], _fixture.Worker(Pod, 1));
        await _fixture.UntilAsync(ConditionTypes.Ready, "False ShardsHalted");

        Assert.Contains("the object is in the way", _fixture.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.Equal(1, _fixture.Stream.Status?.Shards?.Halted);
        Assert.Equal(["Warning ShardsHalted"], _fixture.NewEvents());
    }

    [Fact]
    public async Task RetentionAtRisk_LagGrows_IsToldAndTakenBack()
    {
        await _fixture.StreamAsync();
        ShardLease[] leases = [new ShardLease { ShardId = "s1", OwnerPod = Pod }];

        _fixture.Report(leases, _fixture.Worker(Pod, 1, lag: 19 * 3600));
        await _fixture.UntilAsync(ConditionTypes.RetentionAtRisk, "True HeadroomLow");
        _fixture.Report(leases, _fixture.Worker(Pod, 1, lag: 60));
        await _fixture.UntilAsync(ConditionTypes.RetentionAtRisk, "False HeadroomEnough");

        Assert.Equal(["Warning HeadroomLow", "Normal HeadroomEnough"], _fixture.NewEvents());
        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
    }

    [Fact]
    public async Task Status_LeaseReport_FillsTheFigures()
    {
        await _fixture.StreamAsync();
        var committed = new DateTimeOffset(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

        _fixture.Report(
            [new ShardLease { ShardId = "s0", IsFinished = true }, new ShardLease { ShardId = "s1", OwnerPod = Pod, Parents = ["s0"], LastCommitAt = committed }, new ShardLease { ShardId = "s2", OwnerPod = Pod }],
            _fixture.Worker(Pod, 2, lag: 75.4, hasCommitted: false));
        await _fixture.UntilAsync(() => _fixture.Stream.Status?.Lag == "1m15s", "lag");

        var status = _fixture.Stream.Status;
        Assert.Equal(new ShardCounts { Open = 2, Finished = 1, Unassigned = 0, Halted = 0 }, status?.Shards);
        Assert.Equal(committed.UtcDateTime, status?.LastCommitTime?.ToUniversalTime());
    }

    private string Pod => _fixture.Workload.Pods[0].Metadata.Name;

    private async Task PodsRunAsync()
    {
        _fixture.Add();
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");
        _fixture.Work(OldArn, "s1");
    }
}

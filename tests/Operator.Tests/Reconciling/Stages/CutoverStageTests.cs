using System.Net;
using KeyspacesStreamer.Contracts.Leases;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>CDC is turned off and on: the old stream is read to its end, the pods stop, the table passes, the new stream is read.</summary>
public sealed class CutoverStageTests
{
    private const string Resource = "streams/media";

    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Cdc_OffAndOn_OldStreamComesFirst()
    {
        await _fixture.StreamAsync();
        _fixture.Work(OldArn, "s1", "s2");
        TurnCdcOffAndOn();

        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "True StreamChanged");
        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Contains($"2 shards of {OldArn}", _fixture.Message(ConditionTypes.StreamResolved), StringComparison.Ordinal);
        Assert.Equal((OldArn, OldArn, 1), (_fixture.Stream.Status?.StreamArn, Owner, _fixture.Deployment.Spec.Replicas));
        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
    }

    [Fact]
    public async Task OldStream_SomeShardsFinished_CountsTheOthers()
    {
        await _fixture.StreamAsync();
        TurnCdcOffAndOn();
        _fixture.Report([new ShardLease { ShardId = "s1", IsFinished = true }, new ShardLease { ShardId = "s2", OwnerPod = Pod, Parents = ["s1"] }], _fixture.Worker(Pod, 1));

        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "True StreamChanged");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Contains($"1 shard of {OldArn}", _fixture.Message(ConditionTypes.StreamResolved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldStream_IsFinished_PodsStopAndTheTableWaitsForThem()
    {
        await StoppingAsync();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((0, "False StreamSwitching", "False StreamSwitching"), (_fixture.Deployment.Spec.Replicas, _fixture.Words(ConditionTypes.StreamResolved), _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal((OldArn, 0), (Owner, _fixture.Tables.Calls.CountOf("TrySwitchStreamAsync")));
        Assert.Contains(OldArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldStream_IsFinishedAndPodsAreGone_NewOneIsRead()
    {
        await StoppingAsync();
        _fixture.NewEvents();

        _fixture.Workload.Roll();
        await _fixture.ReconcileAsync();
        Assert.Equal((NewArn, NewArn, 1), (Owner, _fixture.Stream.Status?.StreamArn, _fixture.Deployment.Spec.Replicas));
        Assert.Contains(NewArn, _fixture.Settings, StringComparison.Ordinal);
        _fixture.Work(NewArn, "n1");
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(("True StreamFound", 1), (_fixture.Words(ConditionTypes.StreamResolved), _fixture.Tables.Calls.CountOf("TrySwitchStreamAsync")));
        Assert.Equal(["Normal StreamChanged", "Normal StreamFound", "Normal PodsReady", "Normal Streaming"], _fixture.NewEvents());
    }

    [Fact]
    public async Task OldStream_IsFinished_SwitchingIsNoWarning()
    {
        await StoppingAsync();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(_fixture.NewEvents(), told => told.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OldStream_IsForgottenByTheService_OpenLeasesHoldNothingBack()
    {
        await _fixture.StreamAsync();
        TurnCdcOffAndOn();
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "True StreamChanged");

        _fixture.Streams.RemoveStream(OldArn);
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False StreamSwitching");
        _fixture.Workload.Roll();
        await _fixture.ReconcileAsync();

        Assert.Equal((NewArn, NewArn), (Owner, _fixture.Stream.Status?.StreamArn));
    }

    [Fact]
    public async Task NewStream_IsStillBeingMade_OldOneGoesOnUntilItIsThere()
    {
        await _fixture.StreamAsync();
        TurnCdcOffAndOn(StreamState.Enabling);
        Finish();

        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False StreamEnabling");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));
        var whileEnabling = (_fixture.Deployment.Spec.Replicas, Owner, _fixture.Stream.Status?.StreamArn);
        _fixture.Streams.SetState(NewArn, StreamState.Enabled);
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False StreamSwitching");

        Assert.Equal((1, OldArn, OldArn), whileEnabling);
    }

    [Fact]
    public async Task Pin_IsChangedToAnotherStream_TakesTheSameWay()
    {
        _fixture.Streams.AddStream("media", "content", new FoundStream { Arn = NewArn, State = StreamState.Enabled, ViewType = "NEW_IMAGE" }, "n1");
        await _fixture.StreamAsync(spec => spec with { Source = spec.Source with { StreamArn = OldArn } });
        var pinned = _fixture.Words(ConditionTypes.StreamResolved);

        _fixture.ChangeSpec(spec => spec with { Source = spec.Source with { StreamArn = NewArn } });
        await _fixture.ReconcileAsync();
        var whileOldIsRead = (_fixture.Words(ConditionTypes.StreamResolved), _fixture.Settings.Contains(OldArn, StringComparison.Ordinal));
        Finish();
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False StreamSwitching");
        _fixture.Workload.Roll();
        await _fixture.ReconcileAsync();

        Assert.Equal(("True StreamPinned", ("True StreamChanged", true)), (pinned, whileOldIsRead));
        Assert.Equal((NewArn, "NEW_IMAGE"), (Owner, _fixture.Stream.Status?.ViewType));
    }

    [Fact]
    public async Task Table_BelongsToAnotherResource_IsNeverSwitched()
    {
        await _fixture.StreamAsync();
        _fixture.Tables.Claim(Table, new TableOwner { StreamArn = OldArn, Resource = "streams/other" });
        TurnCdcOffAndOn();
        Finish();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(20));
        _fixture.Workload.Stop();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(20));

        Assert.Equal("False ForeignTable", _fixture.Words(ConditionTypes.CheckpointTableReady));
        Assert.Equal((new TableOwner { StreamArn = OldArn, Resource = "streams/other" }, 0), (_fixture.Tables.Find(Table)?.Owner, _fixture.Tables.Calls.CountOf("TrySwitchStreamAsync")));
    }

    [Fact]
    public async Task OldStream_ShowsAShardLate_ItIsWaitedFor()
    {
        await StoppingAsync();
        _fixture.Streams.SetShards(OldArn, "s1", "s2");
        _fixture.Workload.Roll();

        await _fixture.ReconcileAsync();
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "True StreamChanged");

        Assert.Equal((OldArn, 0, 1), (Owner, _fixture.Tables.Calls.CountOf("TrySwitchStreamAsync"), _fixture.Deployment.Spec.Replicas));
        Assert.Contains("1 shard of", _fixture.Message(ConditionTypes.StreamResolved), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_IsTakenAwayInThatMoment_IsLookedAtAgain()
    {
        await StoppingAsync();
        _fixture.Tables.Claim(Table, new TableOwner { StreamArn = OldArn, Resource = "streams/other" });
        _fixture.Workload.Roll();

        await _fixture.ReconcileAsync();
        await _fixture.ReconcileAsync();

        Assert.Equal((1, "False ForeignTable"), (_fixture.Tables.Calls.CountOf("TrySwitchStreamAsync"), _fixture.Words(ConditionTypes.CheckpointTableReady)));
        Assert.Equal("streams/other", _fixture.Tables.Find(Table)?.Owner?.Resource);
    }

    [Fact]
    public async Task Switch_AnswerIsLost_TableIsLookedAtAgain()
    {
        await StoppingAsync();
        _fixture.Workload.Roll();
        _fixture.Tables.Calls.FailNext("TrySwitchStreamAsync", AwsFailures.Unavailable());

        await _fixture.ReconcileAsync();
        _fixture.Tables.Claim(Table, new TableOwner { StreamArn = NewArn, Resource = Resource });
        _fixture.Report([]);
        await _fixture.ReconcileAsync();

        Assert.Equal((NewArn, 1), (_fixture.Stream.Status?.StreamArn, _fixture.Deployment.Spec.Replicas));
        Assert.Contains(NewArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ListShardsAsync")]
    [InlineData("ReadAsync")]
    [InlineData("TrySwitchStreamAsync")]
    public async Task Switch_AwsIsAwayInThatMoment_EndsAllTheSame(string method)
    {
        await StoppingAsync();
        _fixture.Workload.Roll();
        _fixture.Streams.Calls.FailNext(method, AwsFailures.Unavailable());
        _fixture.Tables.Calls.FailNext(method, AwsFailures.Unavailable());

        await _fixture.UntilAsync(() => Switched, "switched");

        Assert.Contains(NewArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_OutOfReachWhilePodsStop_NoneIsStartedInBetween()
    {
        await StoppingAsync();
        _fixture.Workload.Roll();
        _fixture.Tables.Calls.FailAlways("DescribeAsync", AwsFailures.Unavailable());
        _fixture.Tables.Calls.FailAlways("TrySwitchStreamAsync", AwsFailures.Unavailable());

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        var whileAway = (_fixture.Deployment.Spec.Replicas, Owner);
        _fixture.Tables.Calls.Mend("DescribeAsync");
        _fixture.Tables.Calls.Mend("TrySwitchStreamAsync");
        await _fixture.UntilAsync(() => Switched, "switched");

        Assert.Equal((0, OldArn), whileAway);
    }

    [Fact]
    public async Task Table_CannotBeLookedAt_PodsStayWithTheStreamTheyRead()
    {
        await _fixture.StreamAsync();
        TurnCdcOffAndOn();
        _fixture.Tables.Calls.FailAlways("DescribeAsync", AwsFailures.Denied("dynamodb:DescribeTable", "arn"));

        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal("False AccessDenied", _fixture.Words(ConditionTypes.CheckpointTableReady));
        Assert.Equal(OldArn, _fixture.Stream.Status?.StreamArn);
        Assert.DoesNotContain(NewArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspend_WhileOldStreamIsFinished_SwitchesWithoutPods()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();
        _fixture.Workload.Roll();
        TurnCdcOffAndOn();
        Finish();

        await _fixture.UntilAsync(() => Owner == NewArn, "switched");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((0, NewArn), (_fixture.Deployment.Spec.Replicas, _fixture.Stream.Status?.StreamArn));
    }

    [Theory]
    [InlineData("draining")]
    [InlineData("stopping")]
    [InlineData("stopped")]
    [InlineData("switched")]
    public async Task Operator_Crashes_IsTakenUpWhereItStood(string point)
    {
        await (point == "draining" ? DrainingAsync() : StoppingAsync());
        if (point is "stopped" or "switched")
        {
            _fixture.Workload.Roll();
        }

        if (point == "switched")
        {
            _fixture.World.Writer.FailNext(call => call is { Verb: "apply", Kind: "configmaps" }, new ApiServerException(HttpStatusCode.InternalServerError, "InternalError", "crash"));
            await Assert.ThrowsAsync<ApiServerException>(() => _fixture.ReconcileAsync());
            Assert.Equal(NewArn, Owner);
        }

        _fixture.Restart();
        Finish();
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 0 || Switched, "stopping");
        _fixture.Workload.Roll();
        await _fixture.UntilAsync(() => Switched, "switched");

        Assert.Contains(NewArn, _fixture.Settings, StringComparison.Ordinal);
        Assert.Equal(1, _fixture.Tables.Calls.CountOf("TrySwitchStreamAsync"));
    }

    private string Pod => _fixture.Workload.Pods[0].Metadata.Name;

    private string? Owner => _fixture.Tables.Find(Table)?.Owner?.StreamArn;

    private bool Switched => Owner == NewArn && _fixture.Deployment.Spec.Replicas == 1 && _fixture.Stream.Status?.StreamArn == NewArn;

    private void TurnCdcOffAndOn(StreamState state = StreamState.Enabled)
    {
        _fixture.Streams.SetState(OldArn, StreamState.Disabled);
        _fixture.Streams.AddStream("media", "content", new FoundStream { Arn = NewArn, State = state, ViewType = "NEW_AND_OLD_IMAGES" }, "n1");
    }

    /// <summary>The pods read the old stream to its end.</summary>
    private void Finish() => _fixture.Report([new ShardLease { ShardId = "s1", IsFinished = true }], [.. _fixture.Workload.Pods.Select(pod => _fixture.Worker(pod.Metadata.Name, 0))]);

    private async Task DrainingAsync()
    {
        await _fixture.StreamAsync();
        TurnCdcOffAndOn();
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "True StreamChanged");
    }

    private async Task StoppingAsync()
    {
        await DrainingAsync();
        Finish();
        await _fixture.UntilAsync(ConditionTypes.StreamResolved, "False StreamSwitching");
    }
}

using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A stream from its first reconcile on: what is made, in which order, and that nothing is written twice.</summary>
public sealed class StreamReconcilerTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Reconcile_NewStream_PutsTheFinalizerBeforeAnythingElse()
    {
        _fixture.Add();

        await _fixture.ReconcileAsync();

        Assert.Equal(["finalizer keyspacescdcstreams.keyspaces-streamer.dev streams/media", "status keyspacescdcstreams.keyspaces-streamer.dev streams/media"], _fixture.NewCalls());
        Assert.Equal([StreamApi.Finalizer], _fixture.Stream.Metadata.Finalizers);
    }

    [Fact]
    public async Task Reconcile_FinalizerIsRefused_MakesNothing()
    {
        _fixture.Add();
        _fixture.World.Writer.FailNext(call => call.Verb == "finalizer", new ApiServerException(HttpStatusCode.InternalServerError, "InternalError", "etcd is away"));

        await Assert.ThrowsAsync<ApiServerException>(() => _fixture.ReconcileAsync());

        Assert.Equal(0, _fixture.AwsCalls);
        Assert.Single(_fixture.NewCalls());
    }

    [Fact]
    public async Task Reconcile_NewStream_CreatesTheTableOnceAndWaitsUntilItIsActive()
    {
        _fixture.Tables.CreatedState = CheckpointTableState.Creating;
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, _fixture.Tables.Calls.CountOf("CreateAsync"));
        Assert.Equal("streams/media", _fixture.Tables.Find(Table)?.CreatedFor);
        Assert.Equal("False TableCreating", _fixture.Words(ConditionTypes.CheckpointTableReady));
        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task Reconcile_EverythingIsInOrder_MakesWhatPodsNeedBeforeThePods()
    {
        _fixture.Add(spec => spec with { Replicas = 2, Pod = new PodSpec { RoleArn = "arn:aws:iam::111122223333:role/stream" } });

        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");

        Assert.Equal(
            [
                "apply configmaps streams/media-settings", "apply serviceaccounts streams/media-stream", "apply services streams/media-metrics",
                "apply deployments.apps streams/media-stream", "apply poddisruptionbudgets.policy streams/media-stream",
            ],
            _fixture.NewCalls().Where(call => call.StartsWith("apply", StringComparison.Ordinal)));
        Assert.Equal(ImageDigest, _fixture.Deployment.Spec.Template.Spec.Containers[0].Image);
    }

    [Fact]
    public async Task Reconcile_PodsStream_FillsTheStatus()
    {
        await _fixture.StreamAsync();

        var status = _fixture.Stream.Status;
        Assert.Equal((OldArn, "NEW_AND_OLD_IMAGES", 1, 1), (status?.StreamArn, status?.ViewType, status?.Replicas, status?.ReadyReplicas));
        Assert.Equal((new ShardCounts { Open = 1, Finished = 0, Unassigned = 0, Halted = 0 }, "0s", 10L, 2L), (status?.Shards, status?.Lag, status?.Records, status?.Objects));
        Assert.Equal((1L, "app.kubernetes.io/component=stream,app.kubernetes.io/name=keyspaces-streamer,keyspaces-streamer.dev/stream=media"), (status?.ObservedGeneration, status?.Selector));
        Assert.Equal(ConditionTypes.All, status?.Conditions?.Select(condition => condition.Type));
    }

    [Fact]
    public async Task Reconcile_NothingChanged_WritesNothing()
    {
        await _fixture.StreamAsync();

        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Empty(_fixture.NewCalls());
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task Reconcile_OperatorStartsAnew_WritesNothing()
    {
        await _fixture.StreamAsync();
        _fixture.Restart();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Empty(_fixture.NewCalls());
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task Suspend_RunningStream_ScalesToZeroAndBack()
    {
        await _fixture.StreamAsync();

        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();
        var whilePodsStop = (_fixture.Deployment.Spec.Replicas, _fixture.Words(ConditionTypes.Suspended), _fixture.Words(ConditionTypes.Ready));
        _fixture.Workload.Roll();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "True ScaledToZero");
        _fixture.ChangeSpec(spec => spec with { Suspend = false });
        await _fixture.ReconcileAsync();

        Assert.Equal((0, "True SuspendedBySpec", "False SuspendedBySpec"), whilePodsStop);
        Assert.Equal((1, "False NotSuspended"), (_fixture.Deployment.Spec.Replicas, _fixture.Words(ConditionTypes.Suspended)));
        Assert.Equal(["Normal SuspendedBySpec", "Normal ScaledToZero", "Normal NotSuspended"], _fixture.NewEvents());
    }

    [Fact]
    public async Task ChangeSpec_AnotherImage_ChangesThePodTemplate()
    {
        await _fixture.StreamAsync();

        _fixture.ChangeSpec(spec => spec with { Pod = spec.Pod with { Image = "registry.example/streampod:2" } });
        await _fixture.ReconcileAsync();

        Assert.Equal("registry.example/streampod:2", _fixture.Deployment.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal("False RollingOut", _fixture.Words(ConditionTypes.WorkloadReady));
    }

    [Fact]
    public async Task ChangeSpec_AnotherSetting_ChangesSettingsAndTemplate()
    {
        await _fixture.StreamAsync();
        var before = _fixture.Deployment.Spec.Template.Metadata.Annotations["keyspaces-streamer.dev/settings-hash"];

        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Prefix = "changes/" } });
        await _fixture.ReconcileAsync();

        Assert.Contains("\"changes/\"", _fixture.Settings, StringComparison.Ordinal);
        Assert.NotEqual(before, _fixture.Deployment.Spec.Template.Metadata.Annotations["keyspaces-streamer.dev/settings-hash"]);
    }

    [Fact]
    public async Task ChangeSpec_WordsOfANewerSchema_AreAllToldAndPodsAreLeftAlone()
    {
        await _fixture.StreamAsync();
        var before = _fixture.Deployment.Metadata.ResourceVersion;

        _fixture.ChangeSpec(spec => spec with { Replicas = 3, Source = spec.Source with { StartFrom = "Yesterday" }, Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(("False InvalidSpec", "False InvalidSpec"), (_fixture.Words(ConditionTypes.SpecValid), _fixture.Words(ConditionTypes.Ready)));
        Assert.Contains("spec.source.startFrom", _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal);
        Assert.Contains("spec.destination.format", _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal);
        Assert.Equal((before, "True PodsReady"), (_fixture.Deployment.Metadata.ResourceVersion, _fixture.Words(ConditionTypes.WorkloadReady)));
        Assert.Equal(["Warning InvalidSpec"], _fixture.NewEvents());
    }

    [Fact]
    public async Task ChangeSpec_InvalidAndRightAgain_GoesOn()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Format = "JsonLines" } });
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal("True Valid", _fixture.Words(ConditionTypes.SpecValid));
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Reconcile_ServerKnowsBetterThanTheView_LooksAgainByItself(HttpStatusCode status)
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Replicas = 2 });
        _fixture.World.Writer.FailNext(call => call is { Verb: "apply", Kind: "deployments.apps" }, new ApiServerException(status, status.ToString(), "the object has been modified"));

        var result = await _fixture.ReconcileAsync();
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 2, "two pods");

        Assert.True(result.IsFailure || result.RequeueAfter is not null, "Nobody looks again.");
    }

    [Fact]
    public async Task Reconcile_StreamIsGone_ForgetsItAndIsDone()
    {
        var result = await _fixture.ReconcileAsync();

        Assert.Equal(ReconcileResult.Done, result);
        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Reconcile_AnotherStreamOfTheSameName_IsLookedAtFromScratch()
    {
        await _fixture.StreamAsync();
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = null);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.World.Delete<V1Deployment>(_fixture.Workload.Key);
        var asked = _fixture.Buckets.Calls.Total;

        _fixture.Add();
        await _fixture.ReconcileAsync();

        Assert.Equal(asked + 1, _fixture.Buckets.Calls.Total);
        Assert.Equal([StreamApi.Finalizer], _fixture.Stream.Metadata.Finalizers);
    }
}

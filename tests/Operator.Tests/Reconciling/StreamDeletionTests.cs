using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A deleted stream ends its pods, waits for their flush, and is gone: sooner or later in any case.</summary>
public sealed class StreamDeletionTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Delete_PodsFlush_AreWaitedFor()
    {
        await _fixture.StreamAsync();

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));
        var whileFlushing = (_fixture.IsGone, _fixture.Words(ConditionTypes.Ready), _fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
        _fixture.Workload.Stop();
        await _fixture.ReconcileAsync();

        Assert.Equal((false, "False Deleting", null), whileFlushing);
        Assert.True(_fixture.IsGone);
        Assert.Equal(
            [
                "delete deployments.apps streams/media-stream", "status keyspacescdcstreams.keyspaces-streamer.dev streams/media",
                "unfinalize keyspacescdcstreams.keyspaces-streamer.dev streams/media",
            ],
            _fixture.NewCalls());
        Assert.Empty(_fixture.NewEvents());
        Assert.Contains("streams/media deleted deployments media-stream", _fixture.Observer.Lines);
    }

    [Fact]
    public async Task Delete_PodsHaveEndedAndAreStillShown_IsLetGo()
    {
        await _fixture.StreamAsync();
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();
        var pod = Assert.Single(_fixture.Workload.Pods);

        // A container that ended in a pod that nobody stops is started again.
        End(pod, isLeaving: false);
        await _fixture.ReconcileAsync();
        var whileItMayStartAgain = _fixture.IsGone;
        End(pod, isLeaving: true);
        await _fixture.ReconcileAsync();

        Assert.Equal((false, true), (whileItMayStartAgain, _fixture.IsGone));
        Assert.Single(_fixture.Workload.Pods);
    }

    [Fact]
    public async Task Delete_PodsNeverEnd_IsLetGoAfterTheirGracePeriodWithAnEvent()
    {
        await _fixture.StreamAsync();

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromSeconds(170));
        var early = _fixture.IsGone;
        await _fixture.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((false, true), (early, _fixture.IsGone));
        Assert.Equal(["Warning PodsStillRunning"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_PodsNeverEndAndTheTableGoes_BothAreTold()
    {
        await _fixture.StreamAsync(spec => spec with { Checkpoint = spec.Checkpoint with { DeletionPolicy = nameof(CheckpointDeletionPolicy.Delete) } });

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(4));

        Assert.True(_fixture.IsGone);
        Assert.Equal(["Warning PodsStillRunning", "Normal CheckpointTableDeleted"], _fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_PodsMayNotBeStopped_IsToldWhileTheyAreWaitedFor()
    {
        await _fixture.StreamAsync();
        _fixture.World.Writer.FailNext(call => call.Verb == "delete", new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "Delete deployments.apps streams/media-stream: forbidden"));

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();

        Assert.Equal("False Deleting", _fixture.Words(ConditionTypes.Ready));
        Assert.StartsWith("The pods are not told to stop before the stream is released: ", _fixture.Message(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_DeploymentIsStillThereWithoutPods_IsWaitedForBecausePodsMayCome()
    {
        await _fixture.StreamAsync();
        _fixture.Workload.Stop();
        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, live => live.Metadata.Finalizers = ["foregroundDeletion"]);

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        var whileThere = _fixture.IsGone;
        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, live => live.Metadata.Finalizers = null);
        await _fixture.ReconcileAsync();

        Assert.Equal((false, true), (whileThere, _fixture.IsGone));
        Assert.Empty(_fixture.NewEvents());
    }

    [Fact]
    public async Task Delete_Suspended_NeedsNoWaiting()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();
        _fixture.Workload.Roll();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.True(_fixture.IsGone);
    }

    [Fact]
    public async Task Delete_DependentsAreToBeOrphaned_DeploymentStays()
    {
        await _fixture.StreamAsync();
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = [StreamApi.Finalizer, "orphan"]);

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();

        Assert.Equal(["unfinalize keyspacescdcstreams.keyspaces-streamer.dev streams/media"], _fixture.NewCalls());
        Assert.Equal(["orphan"], _fixture.Stream.Metadata.Finalizers);
        Assert.Single(_fixture.Workload.Pods);
    }

    [Fact]
    public async Task Delete_OrphanedAndTheCacheDoesNotShowItYet_DeploymentStays()
    {
        await _fixture.StreamAsync();
        _fixture.DeploymentView.Hold(_fixture.Deployment);
        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, deployment => deployment.Metadata.OwnerReferences = []);

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();
        _fixture.DeploymentView.LetGo();

        Assert.Empty(_fixture.Deployment.Metadata.OwnerReferences);
    }

    [Fact]
    public async Task Delete_FinalizerOfAnother_StaysAndIsLeftAlone()
    {
        await _fixture.StreamAsync();
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = ["backup.example/hold", StreamApi.Finalizer]);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));
        _fixture.NewCalls();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(["backup.example/hold"], _fixture.Stream.Metadata.Finalizers);
        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Delete_DeploymentOfSomebodyElse_IsLeftAlone()
    {
        _fixture.World.Put(new V1Deployment { Metadata = new V1ObjectMeta { NamespaceProperty = "streams", Name = "media-stream" }, Spec = new V1DeploymentSpec { Replicas = 9 } });
        _fixture.Add();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False NameTaken");

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();

        Assert.True(_fixture.IsGone);
        Assert.Equal(9, _fixture.Deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Delete_InvalidSpecThatNeverRan_IsGoneAtOnce()
    {
        _fixture.Add(spec => spec with { Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();

        Assert.True(_fixture.IsGone);
    }

    [Fact]
    public async Task Delete_AwsDeniesEverything_IsGoneAtOnce()
    {
        _fixture.Streams.Calls.FailAlways("FindLatestAsync", AwsFailures.Denied("cassandra:ListStreams", "arn"));
        _fixture.Tables.Calls.FailAlways("DescribeAsync", AwsFailures.Denied("dynamodb:DescribeTable", "arn"));
        _fixture.Add();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.ReconcileAsync();

        Assert.True(_fixture.IsGone);
    }

    [Fact]
    public async Task Delete_BeforeTheFirstReconcile_IsNoneOfOurs()
    {
        _fixture.Add();
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = ["backup.example/hold"]);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);

        await _fixture.ReconcileAsync();

        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Delete_OperatorCrashesWhilePodsFlush_IsTakenUpAgain()
    {
        await _fixture.StreamAsync();
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));
        _fixture.Restart();

        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));
        var whileFlushing = _fixture.IsGone;
        _fixture.Workload.Stop();
        await _fixture.ReconcileAsync();

        Assert.Equal((false, true), (whileFlushing, _fixture.IsGone));
        Assert.Single(_fixture.NewCalls(), call => call.StartsWith("delete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Delete_FinalizerCannotBeTakenOff_IsTriedAgain(HttpStatusCode status)
    {
        _fixture.Add(spec => spec with { Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.ReconcileAsync();
        _fixture.World.Writer.FailNext(call => call.Verb == "unfinalize", new ApiServerException(status, status.ToString(), "the object has been modified"));
        _fixture.World.Delete<KeyspacesCdcStream>(Key);

        var isTriedAgain = await Record.ExceptionAsync(() => _fixture.ReconcileAsync()) is ApiServerException || (await _fixture.ReconcileAsync()).RequeueAfter is not null || _fixture.IsGone;
        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));

        Assert.True(isTriedAgain);
        Assert.True(_fixture.IsGone);
    }

    private void End(V1Pod pod, bool isLeaving) => _fixture.World.Change<V1Pod>(Key with { Name = pod.Metadata.Name }, live =>
    {
        live.Metadata.Finalizers = ["example.com/still-shown"];
        live.Metadata.DeletionTimestamp = isLeaving ? _fixture.Clock.GetUtcNow().UtcDateTime : null;
        live.Status.ContainerStatuses[0].State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = 0 } };
    });
}

using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Reconciling.Stages;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>WorkloadReady has one verdict: what the API server refused comes before what the pods say; and both say when to look again.</summary>
public sealed class WorkloadStageTests
{
    private static readonly NamespacedName Key = new("streams", "media");
    private static readonly SpecResult Spec = new() { Addresses = null, SpecValid = Good(ConditionTypes.SpecValid) };
    private static readonly CutoverResult Cutover = new() { StreamArn = ReconcileFixture.OldArn, StreamResolved = Good(ConditionTypes.StreamResolved) };
    private static readonly AwsResult Aws = new()
    {
        Table = new() { Condition = Good(ConditionTypes.CheckpointTableReady) }, Bucket = new() { Condition = Good(ConditionTypes.DestinationReady) },
        Image = new() { Found = "image:1", Condition = Good(ConditionTypes.ImageResolved) },
    };

    private readonly FakeTimeProvider _clock = new();
    private readonly TestWorld _world;
    private readonly ReconcileState _state;
    private readonly WorkloadStage _stage;

    public WorkloadStageTests()
    {
        _world = new TestWorld(_clock);
        _state = new ReconcileState("uid", _clock, new Random(1));
        _world.Put(TestStreams.Minimal(Key.Namespace, Key.Name, made => made.Spec = made.Spec with { Source = made.Spec.Source with { Keyspace = "media", Table = "content" } }));
        _stage = new WorkloadStage(_clock, _world.Views, _world.Writer, new ReconcileDefaults { Region = ReconcileFixture.Region, Image = "image:1" }, new RecordingReconcileObserver());
    }

    [Fact]
    public async Task Apply_ConditionsDoNotHold_MakesNothingAndSaysWhatItWaitsFor()
    {
        var result = await ApplyAsync(Aws with { Table = new() });

        Assert.Equal((null, ConditionReasons.NotChecked, null, null), (result.WorkloadReady.Holds, result.WorkloadReady.Reason, result.SettingsHash, result.RequeueAfter));
        Assert.Empty(_world.Writer.Calls);
    }

    [Fact]
    public async Task Apply_FirstTime_MakesTheObjectsAndLooksAtThePodsAgain()
    {
        var result = await ApplyAsync(Aws);

        Assert.Equal((ConditionReasons.DeploymentMissing, TimeSpan.FromMinutes(2), false), (result.WorkloadReady.Reason, result.RequeueAfter, result.IsFailure));
        Assert.NotNull(result.SettingsHash);
        Assert.NotNull(_world.Find<V1Deployment>(DeploymentKey));
    }

    [Fact]
    public async Task Apply_IsRefused_IsAFailureAndSaysNothingOfPods()
    {
        _world.Writer.FailNext(call => call.Kind.StartsWith("deployments", StringComparison.Ordinal), new ApiServerException(HttpStatusCode.Forbidden, "Forbidden", "Apply deployments.apps: forbidden"));

        var result = await ApplyAsync(Aws);

        Assert.Equal((false, ConditionReasons.ApplyFailed, true, null), (result.WorkloadReady.Holds, result.WorkloadReady.Reason, result.IsFailure, result.RequeueAfter));
    }

    [Fact]
    public async Task Apply_FieldIsContested_LooksAgainWhenItsPauseIsOver()
    {
        _world.Writer.Admission = (kind, document) =>
        {
            if (kind == ResourceKinds.Deployments)
            {
                document["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "other:1";
            }
        };
        for (var apply = 0; apply <= ReturningDrift.Tolerated + 1; apply++)
        {
            await ApplyAsync(Aws);
            _clock.Advance(TimeSpan.FromSeconds(6));
        }

        var result = await ApplyAsync(Aws);

        Assert.Equal(ConditionReasons.DriftReturns, result.WorkloadReady.Reason);
        Assert.InRange(result.RequeueAfter ?? TimeSpan.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));
    }

    private static NamespacedName DeploymentKey => Key with { Name = OwnedResourceNames.Deployment(Key.Name) };

    private static ConditionResult Good(string type) => new(type, true, ConditionReasons.Valid, "Fine.");

    private Task<WorkloadResult> ApplyAsync(AwsResult aws)
    {
        var context = new ReconcileContext(_world.Require<KeyspacesCdcStream>(Key), _state) { Deployment = _world.Find<V1Deployment>(DeploymentKey), Pods = _world.Views.PodsOf(Key) };
        return _stage.ApplyAsync(context, Spec, aws, Cutover, new ReplicaResult { Count = 1 }, TestContext.Current.CancellationToken);
    }
}

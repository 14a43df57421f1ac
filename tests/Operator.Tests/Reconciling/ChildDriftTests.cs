using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>What others do to a stream's objects is taken back; what is somebody else's is left alone.</summary>
public sealed class ChildDriftTests
{
    private static readonly NamespacedName ConfigMap = Key with { Name = "media-settings" };
    private static readonly NamespacedName Service = Key with { Name = "media-metrics" };
    private static readonly NamespacedName Deployment = Key with { Name = "media-stream" };

    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public Task ConfigMap_TextIsChanged_IsMended() =>
        MendsAsync<V1ConfigMap>(ConfigMap, map => map.Data["settings.json"] = "{}", map => map.Data["settings.json"].Length > 2);

    [Fact]
    public Task ConfigMap_LosesItsLabels_IsMended() =>
        MendsAsync<V1ConfigMap>(ConfigMap, map => map.Metadata.Labels = null, map => map.Metadata.Labels?.Count > 0);

    [Fact]
    public Task Service_SelectorIsChanged_IsMended() =>
        MendsAsync<V1Service>(Service, service => service.Spec.Selector["keyspaces-streamer.dev/stream"] = "other", service => service.Spec.Selector["keyspaces-streamer.dev/stream"] == "media");

    [Fact]
    public Task Service_PortIsAnotherOne_IsMended() =>
        MendsAsync<V1Service>(Service, service => service.Spec.Ports[0].Port = 80, service => service.Spec.Ports[0].Port == 9464);

    [Fact]
    public Task Deployment_IsScaledByHand_IsMended() => MendsAsync<V1Deployment>(Deployment, live => live.Spec.Replicas = 7, live => live.Spec.Replicas == 2);

    [Fact]
    public Task Deployment_RunsAnotherImage_IsMended() =>
        MendsAsync<V1Deployment>(Deployment, live => live.Spec.Template.Spec.Containers[0].Image = "evil:1", live => live.Spec.Template.Spec.Containers[0].Image == ImageDigest);

    [Fact]
    public Task Deployment_LosesItsSettingsHash_IsMended() => MendsAsync<V1Deployment>(
        Deployment, live => live.Spec.Template.Metadata.Annotations.Remove("keyspaces-streamer.dev/settings-hash"),
        live => live.Spec.Template.Metadata.Annotations.ContainsKey("keyspaces-streamer.dev/settings-hash"));

    [Fact]
    public Task Deployment_StrategyIsRecreate_IsMended() => MendsAsync<V1Deployment>(
        Deployment, live => live.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" }, live => live.Spec.Strategy.Type == "RollingUpdate");

    [Fact]
    public Task DisruptionBudget_IsLoosened_IsMended() =>
        MendsAsync<V1PodDisruptionBudget>(Deployment, budget => budget.Spec.MaxUnavailable = 2, budget => budget.Spec.MaxUnavailable.Value == "1");

    [Fact]
    public Task ServiceAccount_RoleIsAnother_IsMended() => MendsAsync<V1ServiceAccount>(
        Deployment, account => account.Metadata.Annotations["eks.amazonaws.com/role-arn"] = "arn:aws:iam::111122223333:role/other",
        account => account.Metadata.Annotations["eks.amazonaws.com/role-arn"] == "arn:aws:iam::111122223333:role/stream");

    [Fact]
    public async Task Children_OthersAddToThem_KeepWhatWasAdded()
    {
        await _fixture.StreamAsync();
        _fixture.World.Change<V1Deployment>(Deployment, live => live.Metadata.Annotations["team"] = "media");
        _fixture.World.Change<V1Service>(Service, live => live.Spec.ClusterIP = "None");

        await _fixture.ReconcileAsync();

        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Children_AllDeleted_AreMadeAgain()
    {
        await StreamWithAllChildrenAsync();
        _fixture.World.Delete<V1ConfigMap>(ConfigMap);
        _fixture.World.Delete<V1Service>(Service);
        _fixture.World.Delete<V1ServiceAccount>(Deployment);
        _fixture.World.Delete<V1PodDisruptionBudget>(Deployment);
        _fixture.World.Delete<V1Deployment>(Deployment);

        await _fixture.ReconcileAsync();

        Assert.Equal(5, _fixture.NewCalls().Count(call => call.StartsWith("apply", StringComparison.Ordinal)));
        Assert.Equal(2, _fixture.Deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Children_NotWantedAnyMore_AreDeleted()
    {
        await StreamWithAllChildrenAsync();

        _fixture.ChangeSpec(spec => spec with { Replicas = 1, Pod = spec.Pod with { RoleArn = null } });
        await _fixture.ReconcileAsync();

        Assert.Equal(
            ["delete serviceaccounts streams/media-stream", "delete poddisruptionbudgets.policy streams/media-stream"],
            _fixture.NewCalls().Where(call => call.StartsWith("delete", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Name_TakenByAnotherDeployment_IsToldAndNeverWritten()
    {
        var foreign = _fixture.World.Put(new V1Deployment { Metadata = new V1ObjectMeta { NamespaceProperty = "streams", Name = "media-stream" }, Spec = new V1DeploymentSpec { Replicas = 9 } });
        _fixture.Add();

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False NameTaken");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(foreign.Metadata.ResourceVersion, _fixture.Deployment.Metadata.ResourceVersion);
        Assert.DoesNotContain("apply deployments.apps streams/media-stream", _fixture.NewCalls());
        Assert.Contains("controlled by nobody", _fixture.Message(ConditionTypes.WorkloadReady), StringComparison.Ordinal);
        Assert.Equal("False NameTaken", _fixture.Words(ConditionTypes.Ready));
        Assert.Contains("Warning NameTaken", _fixture.NewEvents());
    }

    [Fact]
    public async Task Name_TakenByAnotherConfigMap_StartsNoPodsThatWouldReadIt()
    {
        _fixture.World.Put(new V1ConfigMap { Metadata = new V1ObjectMeta { NamespaceProperty = "streams", Name = "media-settings" }, Data = new Dictionary<string, string> { ["settings.json"] = "{}" } });
        _fixture.Add();

        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False NameTaken");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));

        Assert.Null(_fixture.World.Find<V1Deployment>(Deployment));
        Assert.Equal("{}", _fixture.Settings);
    }

    [Fact]
    public async Task Name_BecomesFree_IsTakenWithoutFurtherAsking()
    {
        _fixture.World.Put(new V1Service { Metadata = new V1ObjectMeta { NamespaceProperty = "streams", Name = "media-metrics" } });
        _fixture.Add();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "False NameTaken");

        _fixture.World.Delete<V1Service>(Service);
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Service>(Service)?.Metadata.OwnerReferences is { Count: 1 }, "Service");
        _fixture.Workload.Roll();
        await _fixture.UntilAsync(ConditionTypes.WorkloadReady, "True PodsReady");

        Assert.Equal("media", _fixture.World.Require<V1Service>(Service).Metadata.OwnerReferences[0].Name);
    }

    [Fact]
    public async Task Name_HeldByAnEarlierStreamOfTheSameName_IsTakenOver()
    {
        await _fixture.StreamAsync();
        _fixture.World.Change<V1ConfigMap>(ConfigMap, live => live.Metadata.OwnerReferences[0].Uid = "uid-of-an-earlier-one");

        await _fixture.ReconcileAsync();

        Assert.Equal(_fixture.Stream.Metadata.Uid, Assert.Single(_fixture.World.Require<V1ConfigMap>(ConfigMap).Metadata.OwnerReferences).Uid);
        Assert.Equal("True PodsReady", _fixture.Words(ConditionTypes.WorkloadReady));
    }

    [Fact]
    public async Task Name_HeldByTheStreamThatTookThisOnesPlace_IsLeftToIt()
    {
        await _fixture.StreamAsync();
        _fixture.StreamView.Hold(_fixture.Stream);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = []);
        _fixture.Add();
        var next = _fixture.Stream.Metadata.Uid;
        _fixture.World.Change<V1ConfigMap>(ConfigMap, live => live.Metadata.OwnerReferences[0].Uid = next);

        await _fixture.ReconcileAsync();

        Assert.Equal(next, Assert.Single(_fixture.World.Require<V1ConfigMap>(ConfigMap).Metadata.OwnerReferences).Uid);
    }

    [Fact]
    public async Task DisruptionBudget_LeftByAnEarlierStreamAndNotWanted_IsDeleted()
    {
        await StreamWithAllChildrenAsync();
        var budget = OfStream(_fixture.World.Require<V1PodDisruptionBudget>(Deployment), "uid-of-an-earlier-one");
        _fixture.ChangeSpec(spec => spec with { Replicas = 1 });
        await _fixture.ReconcileAsync();
        _fixture.World.Put(budget);
        _fixture.NewCalls();

        await _fixture.ReconcileAsync();
        await _fixture.ReconcileAsync();

        Assert.Null(_fixture.World.Find<V1PodDisruptionBudget>(Deployment));
        Assert.Single(_fixture.NewCalls(), "delete poddisruptionbudgets.policy streams/media-stream");
    }

    [Fact]
    public async Task DisruptionBudget_OfTheStreamThatTookThisOnesPlace_IsLeftToIt()
    {
        await StreamWithAllChildrenAsync();
        var budget = _fixture.World.Require<V1PodDisruptionBudget>(Deployment);
        _fixture.ChangeSpec(spec => spec with { Replicas = 1 });
        await _fixture.ReconcileAsync();
        _fixture.StreamView.Hold(_fixture.Stream);
        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.World.Change<KeyspacesCdcStream>(Key, stream => stream.Metadata.Finalizers = []);
        _fixture.Add();
        _fixture.World.Put(OfStream(budget, _fixture.Stream.Metadata.Uid));
        _fixture.NewCalls();

        await _fixture.ReconcileAsync();

        Assert.NotNull(_fixture.World.Find<V1PodDisruptionBudget>(Deployment));
        Assert.Contains("find keyspacescdcstreams.keyspaces-streamer.dev streams/media", _fixture.NewCalls());
    }

    [Fact]
    public async Task Apply_IsRefused_IsToldAndTriedAgain()
    {
        await _fixture.StreamAsync();
        _fixture.ChangeSpec(spec => spec with { Replicas = 2 });
        _fixture.World.Writer.FailNext(call => call is { Verb: "apply", Kind: "deployments.apps" }, new ApiServerException(HttpStatusCode.UnprocessableEntity, "Invalid", "Apply deployments: denied by policy no-two-pods"));

        var result = await _fixture.ReconcileAsync();
        var whileRefused = (_fixture.Words(ConditionTypes.WorkloadReady), _fixture.Message(ConditionTypes.Ready));
        await _fixture.ReconcileAsync();

        Assert.True(result.IsFailure);
        Assert.Equal(("False ApplyFailed", "Apply deployments: denied by policy no-two-pods"), whileRefused);
        Assert.Equal(2, _fixture.Deployment.Spec.Replicas);
    }

    private async Task MendsAsync<T>(NamespacedName key, Action<T> harm, Predicate<T> isMended)
        where T : class, k8s.IKubernetesObject<V1ObjectMeta>
    {
        await StreamWithAllChildrenAsync();
        _fixture.World.Change(key, harm);

        await _fixture.ReconcileAsync();
        var calls = _fixture.NewCalls();
        await _fixture.ReconcileAsync();

        Assert.True(isMended(_fixture.World.Require<T>(key)), string.Join("; ", calls));
        Assert.Single(calls, call => call.StartsWith("apply", StringComparison.Ordinal));
        Assert.DoesNotContain(_fixture.NewCalls(), call => call.StartsWith("apply", StringComparison.Ordinal));
    }

    private static V1PodDisruptionBudget OfStream(V1PodDisruptionBudget budget, string uid)
    {
        budget.Metadata.OwnerReferences[0].Uid = uid;
        return budget;
    }

    private Task StreamWithAllChildrenAsync() => _fixture.StreamAsync(spec => spec with { Replicas = 2, Pod = new PodSpec { RoleArn = "arn:aws:iam::111122223333:role/stream" } });
}

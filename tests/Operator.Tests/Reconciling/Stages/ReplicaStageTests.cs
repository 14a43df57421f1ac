using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Stages;

/// <summary>The number of pods follows the figures of the lease table, and what is not known takes no pod away.</summary>
public sealed class ReplicaStageTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task OpenShards_Many_ScaleUpAtOnceAndAreToldOnce()
    {
        await AutoscaledAsync();

        Shards(8);
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 4, "4 pods");
        _fixture.Workload.Roll();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(["Normal Scaled", "Normal PodsReady", "Normal Streaming"], _fixture.NewEvents());
        Assert.Equal("1 -> 4: 8 open shards, 2 a pod", Assert.Single(_fixture.World.Writer.Events, told => told.Reason == "Scaled").Note);
    }

    [Fact]
    public async Task OpenShards_FewForMinutes_ScaleDownByHalves()
    {
        await AutoscaledAsync();
        await AtFourAsync();

        Shards(1);
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas < 4, "fewer pods");

        Assert.Equal(2, _fixture.Deployment.Spec.Replicas);
        Assert.Contains("for 5m", _fixture.World.Writer.Events[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_StartsAnew_TakesNoPodAwayAtOnce()
    {
        await AutoscaledAsync();
        await AtFourAsync();
        Shards(1);
        _fixture.Restart();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(4));
        var afterFour = _fixture.Deployment.Spec.Replicas;
        await _fixture.RunForAsync(TimeSpan.FromMinutes(4));

        Assert.Equal((4, 2), (afterFour, _fixture.Deployment.Spec.Replicas));
    }

    [Fact]
    public async Task Leases_CannotBeRead_NumberStays()
    {
        await AutoscaledAsync();
        await AtFourAsync();
        Shards(1);
        _fixture.Tables.Calls.FailAlways("ReadAsync", AwsFailures.Denied("dynamodb:Scan", "arn"));

        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal(4, _fixture.Deployment.Spec.Replicas);
    }

    [Fact]
    public async Task Lag_AboveItsTargetForAMinute_AddsOnePod()
    {
        await AutoscaledAsync();
        var pod = _fixture.Workload.Pods[0].Metadata.Name;
        _fixture.Report([Lease(1, pod), Lease(2, pod)], _fixture.Worker(pod, 2, lag: 600));

        await _fixture.RunForAsync(TimeSpan.FromSeconds(55));
        var early = _fixture.Deployment.Spec.Replicas;
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((1, 2), (early, _fixture.Deployment.Spec.Replicas));
    }

    [Fact]
    public async Task Suspend_AndBack_ReturnsToWhatShardsCallFor()
    {
        await AutoscaledAsync();
        await AtFourAsync();

        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();
        var suspended = _fixture.Deployment.Spec.Replicas;
        _fixture.Workload.Roll();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        _fixture.ChangeSpec(spec => spec with { Suspend = false });
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 4, "4 pods");

        Assert.Equal(0, suspended);
    }

    [Fact]
    public async Task Spec_IsInvalid_PodsAreCountedAsTheyAre()
    {
        await AutoscaledAsync();
        await AtFourAsync();

        _fixture.ChangeSpec(spec => spec with { Destination = spec.Destination with { Format = "Orc" } });
        await _fixture.ReconcileAsync();

        Assert.Equal((4, "True PodsReady"), (_fixture.Deployment.Spec.Replicas, _fixture.Words(ConditionTypes.WorkloadReady)));
    }

    [Fact]
    public async Task Deployment_IsRefused_IsToldOnce()
    {
        await AutoscaledAsync();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _fixture.World.Writer.FailNext(call => call is { Verb: "apply", Kind: "deployments.apps" }, new ApiServerException(HttpStatusCode.UnprocessableEntity, "Invalid", "refused by policy"));
        }

        Shards(8);
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 4, "4 pods");

        Assert.Single(_fixture.NewEvents(), told => told == "Normal Scaled");
    }

    private static ShardLease Lease(int number, string? pod) => new() { ShardId = $"s{number}", OwnerPod = pod };

    private Task AutoscaledAsync() => _fixture.StreamAsync(spec => spec with { Autoscaling = new AutoscalingSpec { MaxReplicas = 10, ShardsPerReplica = 2 } });

    private async Task AtFourAsync()
    {
        Shards(8);
        await _fixture.UntilAsync(() => _fixture.Deployment.Spec.Replicas == 4, "4 pods");
        _fixture.Workload.Roll();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        _fixture.NewEvents();
    }

    private void Shards(int count)
    {
        var pod = _fixture.Workload.Pods[0].Metadata.Name;
        _fixture.Report([.. Enumerable.Range(1, count).Select(number => Lease(number, pod))], _fixture.Worker(pod, count));
    }
}

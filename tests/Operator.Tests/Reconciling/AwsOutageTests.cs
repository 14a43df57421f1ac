using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Tests.Doubles;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>While AWS is away, what runs goes on and is kept in shape.</summary>
public sealed class AwsOutageTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Outage_OfSomeMinutes_StaysReadyAndIsToldByNothing()
    {
        await _fixture.StreamAsync();
        TakeAway();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(12));

        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
        Assert.Empty(_fixture.NewEvents());
        Assert.DoesNotContain(_fixture.NewCalls(), call => !call.StartsWith("status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outage_OfHours_IsToldAndAskedFewTimes()
    {
        await _fixture.StreamAsync();
        TakeAway();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));
        var (words, before) = (_fixture.Words(ConditionTypes.Ready), _fixture.AwsCalls);
        _fixture.NewCalls();

        await _fixture.RunForAsync(TimeSpan.FromHours(1));

        Assert.Equal("Unknown Unavailable", words);
        Assert.InRange(_fixture.AwsCalls - before, 100, 400);
        Assert.Empty(_fixture.NewCalls());
    }

    [Fact]
    public async Task Outage_OfHours_EndsByItself()
    {
        await _fixture.StreamAsync();
        TakeAway();
        await _fixture.RunForAsync(TimeSpan.FromHours(2));

        Return();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(2));

        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Outage_DeploymentIsChanged_IsMended(int minutes)
    {
        await _fixture.StreamAsync();
        TakeAway();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(minutes));

        _fixture.World.Change<V1Deployment>(_fixture.Workload.Key, live => (live.Spec.Replicas, live.Spec.Template.Spec.TerminationGracePeriodSeconds) = (7, 1));
        _fixture.World.Delete<V1ConfigMap>(Key with { Name = "media-settings" });
        await _fixture.ReconcileAsync();

        Assert.Equal((1, 60L), (_fixture.Deployment.Spec.Replicas, _fixture.Deployment.Spec.Template.Spec.TerminationGracePeriodSeconds));
        Assert.Contains(OldArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task Outage_OperatorStartsAnewAndTheStreamIsSuspended_IsScaledToZero(int minutes)
    {
        await _fixture.StreamAsync();
        TakeAway();
        await _fixture.RunForAsync(TimeSpan.FromMinutes(minutes));
        _fixture.Restart();

        _fixture.ChangeSpec(spec => spec with { Suspend = true });
        await _fixture.ReconcileAsync();

        Assert.Equal((0, "False SuspendedBySpec"), (_fixture.Deployment.Spec.Replicas, _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal(ImageDigest, _fixture.Deployment.Spec.Template.Spec.Containers[0].Image);
        Assert.Contains(OldArn, _fixture.Settings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outage_BeforeTheFirstPods_StartsNone()
    {
        TakeAway();
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
        Assert.Equal("Unknown Unavailable", _fixture.Words(ConditionTypes.Ready));
    }

    private void TakeAway()
    {
        foreach (var (calls, method) in Calls)
        {
            calls.FailAlways(method, AwsFailures.Unavailable(method));
        }
    }

    private void Return()
    {
        foreach (var (calls, method) in Calls)
        {
            calls.Mend(method);
        }
    }

    private (CallPlan, string)[] Calls =>
    [
        (_fixture.Streams.Calls, "FindLatestAsync"), (_fixture.Streams.Calls, "ListShardsAsync"), (_fixture.Tables.Calls, "DescribeAsync"), (_fixture.Tables.Calls, "ReadAsync"),
        (_fixture.Buckets.Calls, "InspectAsync"), (_fixture.Images.Calls, "InspectAsync"),
    ];
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A stream stays in the region where it was begun, whatever the operator's own region becomes.</summary>
public sealed class RegionTests
{
    private readonly ReconcileFixture _fixture = new();

    [Fact]
    public async Task Region_IsKeptOnceTheStreamHasBegun()
    {
        await _fixture.StreamAsync();

        Assert.Equal(Region, _fixture.Stream.Status?.Region);
    }

    [Fact]
    public async Task Region_OfAStreamThatNeverBegan_IsNotKept()
    {
        _fixture.Add(spec => spec with { Source = spec.Source with { Table = "missing" } });

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull(_fixture.Stream.Status);
        Assert.Null(_fixture.Stream.Status.Region);
    }

    [Fact]
    public async Task Operator_WithAnotherRegion_IsRefusedWithBothAndThePodsStay()
    {
        await _fixture.StreamAsync();
        var settings = _fixture.Settings;
        Move("us-east-1");

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False RegionChanged");
        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(
            "The stream is read in eu-west-1, and the operator's AWS_REGION, which holds because spec.source.region is left out, is us-east-1 now. "
            + "Write spec.source.region: eu-west-1 to go on there, or give the operator its former AWS_REGION.",
            _fixture.Message(ConditionTypes.SpecValid));
        Assert.Null(_fixture.Tables.Find(Table with { Region = "us-east-1" }));
        Assert.Equal((settings, Region), (_fixture.Settings, _fixture.Stream.Status?.Region));
    }

    [Fact]
    public async Task Operator_WithAnotherRegion_RegionIsWrittenOut_GoesOn()
    {
        await _fixture.StreamAsync();
        Move("us-east-1");
        await _fixture.UntilAsync(ConditionTypes.SpecValid, "False RegionChanged");

        _fixture.ChangeSpec(spec => spec with { Source = spec.Source with { Region = Region } });

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "True Valid");
    }

    [Fact]
    public async Task Operator_WithAnotherRegion_DeletesTheTableWhereItIs()
    {
        await _fixture.StreamAsync(spec => spec with { Checkpoint = new CheckpointSpec { DeletionPolicy = "Delete" } });
        Move("us-east-1");

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        _fixture.Workload.Stop();
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");

        Assert.Null(_fixture.Tables.Find(Table));
    }

    [Theory]
    [InlineData("keyspaces-streamer-operator", null)]
    [InlineData(null, null)]
    [InlineData(null, "arn:aws:iam::111122223333:role/streams")]
    public async Task Spec_WithTheOperatorsOwnServiceAccount_IsRefused(string? account, string? role)
    {
        var own = account ?? (role is null ? "default" : "media-stream");
        _fixture.Defaults = _fixture.Defaults with { OwnAccount = new NamespacedName(Key.Namespace, own) };
        _fixture.Restart();
        _fixture.Add(spec => spec with { Pod = spec.Pod with { ServiceAccountName = account, RoleArn = role } });

        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("False InvalidSpec", _fixture.Words(ConditionTypes.SpecValid));
        Assert.Contains($"spec.pod.serviceAccountName is '{own}', the operator's own ServiceAccount", _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal);
        Assert.Null(_fixture.World.Find<V1Deployment>(_fixture.Workload.Key));
    }

    [Fact]
    public async Task Spec_WithAServiceAccountOfThatNameInAnotherNamespace_IsTaken()
    {
        _fixture.Defaults = _fixture.Defaults with { OwnAccount = new NamespacedName("keyspaces-streamer-system", "keyspaces-streamer-operator") };
        _fixture.Restart();
        _fixture.Add(spec => spec with { Pod = spec.Pod with { ServiceAccountName = "keyspaces-streamer-operator" } });

        await _fixture.UntilAsync(ConditionTypes.SpecValid, "True Valid");
    }

    private void Move(string region)
    {
        _fixture.Defaults = _fixture.Defaults with { Region = region };
        _fixture.Restart();
    }
}

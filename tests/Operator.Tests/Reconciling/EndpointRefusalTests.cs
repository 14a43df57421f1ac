using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>A stream that names an address which nobody who runs the operator has allowed is refused with what to set; nothing is sent there, and pods that run are left alone.</summary>
public sealed class EndpointRefusalTests
{
    private static readonly Uri Inside = new("http://169.254.170.2:80/v2");
    private static readonly Uri Vpce = new("https://vpce-0a1b2c3d.dynamodb.eu-west-1.vpce.amazonaws.com/");

    private readonly ReconcileFixture _fixture = new();

    /// <summary>Calls that an address of the spec could get; images are asked for at the operator's own.</summary>
    private int Asked => _fixture.AwsCalls - _fixture.Images.Calls.Total;

    [Theory]
    [InlineData("spec.source.endpoint")]
    [InlineData("spec.destination.endpoint")]
    [InlineData("spec.checkpoint.endpoint")]
    public async Task NewStream_AddressNotAllowed_IsRefusedAndNothingIsAsked(string field)
    {
        _fixture.Add(spec => WithEndpoint(spec, field, Inside));

        await _fixture.RunForAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(("False EndpointNotAllowed", "False EndpointNotAllowed"), (_fixture.Words(ConditionTypes.SpecValid), _fixture.Words(ConditionTypes.Ready)));
        Assert.Equal(
            $"{field}: 'http://169.254.170.2/v2': the operator does not send requests to 169.254.170.2 until whoever runs it allows that: add http://169.254.170.2:80 to ALLOWED_ENDPOINTS "
            + "(aws.allowedEndpoints in the chart), or leave the field out for AWS's own address. Pods that run are left as they are.",
            _fixture.Message(ConditionTypes.SpecValid));
        Assert.Equal(0, Asked);
    }

    [Fact]
    public async Task NewStream_SeveralAddresses_AreAllNamedAfterWhatElseIsWrong()
    {
        _fixture.Add(spec => WithEndpoint(WithEndpoint(spec, "spec.source.endpoint", Inside), "spec.checkpoint.endpoint", Vpce) with { Source = new SourceSpec { Keyspace = "media", Table = "content", StartFrom = "Never", Endpoint = Inside.AbsoluteUri } });

        await _fixture.ReconcileAsync();

        Assert.Equal("False InvalidSpec", _fixture.Words(ConditionTypes.SpecValid));
        Assert.All((string[])["spec.source.startFrom", "spec.source.endpoint", "spec.checkpoint.endpoint"], field => Assert.Contains(field, _fixture.Message(ConditionTypes.SpecValid), StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewStream_AddressAllowed_Streams()
    {
        _fixture.Restart(AllowedEndpoints.Of(Vpce));

        await _fixture.StreamAsync(spec => WithEndpoint(spec, "spec.destination.endpoint", Vpce));

        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData("spec.source.endpoint")]
    [InlineData("spec.destination.endpoint")]
    public async Task RunningStream_AfterAnUpgradeThatAllowsNothing_StreamsOn(string field)
    {
        _fixture.Restart(AllowedEndpoints.Of(Vpce));
        await _fixture.StreamAsync(spec => WithEndpoint(spec, field, Vpce));
        var (deployment, pods) = (_fixture.Deployment, _fixture.Workload.Pods.Count);

        _fixture.Restart(AllowedEndpoints.None);
        var asked = Asked;
        await _fixture.RunForAsync(TimeSpan.FromHours(1));
        var (refused, writes) = (_fixture.Words(ConditionTypes.Ready), _fixture.NewCalls());
        var (after, podsAfter, askedAfter) = (_fixture.Deployment, _fixture.Workload.Pods.Count, Asked);
        _fixture.Restart(AllowedEndpoints.Of(Vpce));
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal("False EndpointNotAllowed", refused);
        Assert.All(writes, call => Assert.Contains("status", call, StringComparison.Ordinal));
        Assert.Equal((deployment.Metadata.ResourceVersion, deployment.Spec.Replicas, pods, asked), (after.Metadata.ResourceVersion, after.Spec.Replicas, podsAfter, askedAfter));
    }

    [Fact]
    public async Task DeletedStream_TableAtAnAddressNotAllowed_IsNotAskedAndTheStreamGoes()
    {
        _fixture.Add(spec => WithEndpoint(spec, "spec.checkpoint.endpoint", Inside) with { Checkpoint = new CheckpointSpec { Endpoint = Inside.AbsoluteUri, DeletionPolicy = nameof(CheckpointDeletionPolicy.Delete) } });
        await _fixture.RunForAsync(TimeSpan.FromMinutes(1));
        _ = _fixture.NewEvents();

        _fixture.World.Delete<KeyspacesCdcStream>(Key);
        await _fixture.UntilAsync(() => _fixture.IsGone, "gone");

        Assert.Equal(0, _fixture.Tables.Calls.Total);
        Assert.Equal(["Warning CheckpointTableLeft"], _fixture.NewEvents());
    }

    private static KeyspacesCdcStreamSpec WithEndpoint(KeyspacesCdcStreamSpec spec, string field, Uri endpoint) => field switch
    {
        "spec.source.endpoint" => spec with { Source = spec.Source with { Endpoint = endpoint.AbsoluteUri } },
        "spec.destination.endpoint" => spec with { Destination = spec.Destination with { Endpoint = endpoint.AbsoluteUri } },
        "spec.checkpoint.endpoint" => spec with { Checkpoint = spec.Checkpoint with { Endpoint = endpoint.AbsoluteUri } },
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "A field that holds an address expected."),
    };
}

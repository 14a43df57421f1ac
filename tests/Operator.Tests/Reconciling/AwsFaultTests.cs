using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Streams;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;
using static KeyspacesStreamer.Operator.Tests.Reconciling.ReconcileFixture;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Each call that AWS does not answer is told by its own condition, disturbs nothing else, and is not repeated all the time.</summary>
public sealed class AwsFaultTests
{
    private const string Denied = nameof(AwsFaultKind.Denied);
    private const string Throttled = nameof(AwsFaultKind.Throttled);
    private const string Unavailable = nameof(AwsFaultKind.Unavailable);
    private const string Refused = nameof(AwsFaultKind.Refused);

    /// <summary>Each call, how it fails, the condition that tells it, and what that says.</summary>
    public static TheoryData<string, string, string, string> Faults { get; } = new()
    {
        { "stream", Denied, ConditionTypes.StreamResolved, "False AccessDenied" },
        { "stream", Throttled, ConditionTypes.StreamResolved, "Unknown Throttled" },
        { "stream", Unavailable, ConditionTypes.StreamResolved, "Unknown Unavailable" },
        { "stream", Refused, ConditionTypes.StreamResolved, "False RequestRefused" },
        { "table", Denied, ConditionTypes.CheckpointTableReady, "False AccessDenied" },
        { "table", Throttled, ConditionTypes.CheckpointTableReady, "Unknown Throttled" },
        { "table", Unavailable, ConditionTypes.CheckpointTableReady, "Unknown Unavailable" },
        { "table", Refused, ConditionTypes.CheckpointTableReady, "False RequestRefused" },
        { "create", Denied, ConditionTypes.CheckpointTableReady, "False AccessDenied" },
        { "create", Throttled, ConditionTypes.CheckpointTableReady, "Unknown Throttled" },
        { "create", Unavailable, ConditionTypes.CheckpointTableReady, "Unknown Unavailable" },
        { "create", Refused, ConditionTypes.CheckpointTableReady, "False RequestRefused" },
        { "bucket", Denied, ConditionTypes.DestinationReady, "Unknown AccessDenied" },
        { "bucket", Throttled, ConditionTypes.DestinationReady, "Unknown Throttled" },
        { "bucket", Unavailable, ConditionTypes.DestinationReady, "Unknown Unavailable" },
        { "bucket", Refused, ConditionTypes.DestinationReady, "False RequestRefused" },
        { "image", Denied, ConditionTypes.ImageResolved, "True ImageAsWritten" },
        { "image", Throttled, ConditionTypes.ImageResolved, "Unknown Throttled" },
        { "image", Unavailable, ConditionTypes.ImageResolved, "Unknown Unavailable" },
        { "image", Refused, ConditionTypes.ImageResolved, "False RequestRefused" },
    };

    private readonly ReconcileFixture _fixture = new();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_OfOneCall_IsToldByItsConditionAlone(string call, string kind, string type, string words)
    {
        Fail(call, kind);
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(words, _fixture.Words(type));
        Assert.All(
            new[] { ConditionTypes.SpecValid, ConditionTypes.StreamResolved, ConditionTypes.CheckpointTableReady, ConditionTypes.DestinationReady, ConditionTypes.ImageResolved }.Where(other => other != type),
            other => Assert.StartsWith("True", _fixture.Words(other), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_ThatStays_IsNotAskedAllTheTimeAndEndsByItself(string call, string kind, string type, string words)
    {
        Fail(call, kind);
        _fixture.Add();
        await _fixture.UntilAsync(type, words);
        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));
        _ = (_fixture.NewCalls(), _fixture.NewEvents());
        var before = PlanOf(call).Calls.CountOf(PlanOf(call).Method);

        await _fixture.RunForAsync(TimeSpan.FromHours(1));
        var (asked, written, told) = (PlanOf(call).Calls.CountOf(PlanOf(call).Method) - before, _fixture.NewCalls(), _fixture.NewEvents());
        Mend(call);
        await _fixture.UntilAsync(() => _fixture.Words(type).StartsWith("True", StringComparison.Ordinal) && _fixture.Words(type) != words, "mended");

        Assert.InRange(asked, 50, 70);
        Assert.Empty(written);
        Assert.Empty(told);
    }

    [Theory]
    [InlineData(Denied, "False AccessDenied")]
    [InlineData(Throttled, "Unknown Throttled")]
    [InlineData(Unavailable, "Unknown Unavailable")]
    [InlineData(Refused, "False RequestRefused")]
    public async Task Leases_CannotBeRead_IsToldByReady(string kind, string words)
    {
        Fail("leases", kind);
        _fixture.Add();
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");
        _fixture.Work(OldArn, "s1");

        await _fixture.RunForAsync(TimeSpan.FromMinutes(5));
        var found = (_fixture.Words(ConditionTypes.Ready), _fixture.Words(ConditionTypes.WorkloadReady));
        Mend("leases");
        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal((words, "True PodsReady"), found);
    }

    [Theory]
    [InlineData("stream", ConditionTypes.StreamResolved)]
    [InlineData("table", ConditionTypes.CheckpointTableReady)]
    [InlineData("create", ConditionTypes.CheckpointTableReady)]
    [InlineData("bucket", ConditionTypes.DestinationReady)]
    [InlineData("image", ConditionTypes.ImageResolved)]
    public async Task Denied_AnyCall_MessageNamesActionAndResource(string call, string type)
    {
        Fail(call, Denied);
        _fixture.Add();

        await _fixture.RunForAsync(TimeSpan.FromSeconds(30));

        Assert.Contains($"AWS denied test:{call} on arn:test:{call}", _fixture.Message(type), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_Bucket_PodsAreStartedAllTheSame()
    {
        Fail("bucket", Denied);
        _fixture.Add();
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(_fixture.Workload.Key) is not null, "Deployment");
        _fixture.Work(OldArn, "s1");

        await _fixture.UntilAsync(ConditionTypes.Ready, "True Streaming");

        Assert.Equal("Unknown AccessDenied", _fixture.Words(ConditionTypes.DestinationReady));
    }

    [Fact]
    public async Task Denied_ImageOfRunningPods_ReplacesNoPods()
    {
        await _fixture.StreamAsync();
        Fail("image", Denied);

        await _fixture.RunForAsync(TimeSpan.FromMinutes(30));

        Assert.Equal("True ImageAsWritten", _fixture.Words(ConditionTypes.ImageResolved));
        Assert.Equal(ImageDigest, _fixture.Deployment.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal("True Streaming", _fixture.Words(ConditionTypes.Ready));
    }

    [Fact]
    public async Task Denied_ImageOfANewTag_RunsItAsWritten()
    {
        await _fixture.StreamAsync();
        Fail("image", Denied);

        _fixture.ChangeSpec(spec => spec with { Pod = spec.Pod with { Image = Image + "1" } });
        await _fixture.ReconcileAsync();

        Assert.Equal(Image + "1", _fixture.Deployment.Spec.Template.Spec.Containers[0].Image);
    }

    [Fact]
    public async Task Denied_SpecIsChanged_IsAskedAgainAtOnce()
    {
        Fail("stream", Denied);
        _fixture.Add();
        await _fixture.ReconcileAsync();
        await _fixture.ReconcileAsync();
        var before = _fixture.Streams.Calls.Total;

        Mend("stream");
        _fixture.ChangeSpec(spec => spec with { Pod = spec.Pod with { Labels = new Dictionary<string, string> { ["team"] = "media" } } });
        await _fixture.ReconcileAsync();

        Assert.Equal((1, 2, "True StreamFound"), (before, _fixture.Streams.Calls.Total, _fixture.Words(ConditionTypes.StreamResolved)));
    }

    [Fact]
    public async Task Denied_OneStream_OthersGoOn()
    {
        var other = new NamespacedName("streams", "other");
        _fixture.Streams.AddStream("media", "other", new FoundStream { Arn = OldArn.Replace("content", "other", StringComparison.Ordinal), State = StreamState.Enabled, ViewType = "NEW_IMAGE" }, "s1");
        Fail("stream", Denied);
        _fixture.Add();
        await _fixture.ReconcileAsync();
        Mend("stream");

        _fixture.Add(spec => spec with { Source = spec.Source with { Table = "other" } }, other);
        await _fixture.UntilAsync(() => _fixture.World.Find<V1Deployment>(other with { Name = "other-stream" }) is not null, "Deployment", other);

        Assert.Equal("True StreamFound", _fixture.Words(ConditionTypes.StreamResolved, other));
        Assert.Equal("False AccessDenied", _fixture.Words(ConditionTypes.StreamResolved));
    }

    private void Fail(string call, string kind)
    {
        var (calls, method) = PlanOf(call);
        calls.FailAlways(method, AwsFailures.Of(kind, $"test:{call}", $"arn:test:{call}"));
    }

    private void Mend(string call)
    {
        var (calls, method) = PlanOf(call);
        calls.Mend(method);
    }

    private (CallPlan Calls, string Method) PlanOf(string call) => call switch
    {
        "stream" => (_fixture.Streams.Calls, "FindLatestAsync"),
        "table" => (_fixture.Tables.Calls, "DescribeAsync"),
        "create" => (_fixture.Tables.Calls, "CreateAsync"),
        "leases" => (_fixture.Tables.Calls, "ReadAsync"),
        "bucket" => (_fixture.Buckets.Calls, "InspectAsync"),
        "image" => (_fixture.Images.Calls, "InspectAsync"),
        _ => throw new ArgumentOutOfRangeException(nameof(call), call, "A call expected."),
    };
}

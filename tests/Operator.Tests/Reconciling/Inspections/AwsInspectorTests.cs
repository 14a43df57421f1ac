using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Reconciling.Inspections;
using KeyspacesStreamer.Operator.Tests.Doubles;
using Microsoft.Extensions.Time.Testing;

namespace KeyspacesStreamer.Operator.Tests.Reconciling.Inspections;

/// <summary>One question to AWS: an answer and a failure are judged alike, and both say when to ask again.</summary>
public sealed class AwsInspectorTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingReconcileObserver _observer = new();
    private readonly ReconcileContext _context;
    private readonly CachedQuery<string, string?> _answers;

    public AwsInspectorTests()
    {
        _context = new ReconcileContext(SomeStream.Named("media"), new ReconcileState("uid", _clock, new Random(1)));
        _answers = new CachedQuery<string, string?>(_clock, new Random(1), new AwsTimeBudget(_clock));
    }

    [Theory]
    [InlineData("found")]
    [InlineData(null)]
    public async Task Inspect_AnAnswer_IsJudgedAndKept(string? answer)
    {
        var inspection = await InspectAsync(() => answer);

        Assert.Equal((answer, true), (inspection.Found, inspection.IsAnswered));
        Assert.Equal(ConditionReasons.BucketFound, inspection.Condition?.Reason);
        Assert.InRange(inspection.RequeueAfter ?? default, Kept * 0.9, Kept * 1.1);
    }

    [Fact]
    public async Task Inspect_AFailure_SaysWhatSuchAFailureMeansAndIsCounted()
    {
        var inspection = await InspectAsync(() => throw AwsFailures.Denied("s3:ListBucket", "arn:aws:s3:::bucket"));

        Assert.Equal((null, false), (inspection.Found, inspection.IsAnswered));
        Assert.Equal((ConditionTypes.DestinationReady, false, ConditionReasons.AccessDenied), (inspection.Condition?.Type, inspection.Condition?.Holds, inspection.Condition?.Reason));
        Assert.Equal(_answers.RetryIn, inspection.RequeueAfter);
        Assert.Equal(["media/media DestinationReady failed: Denied"], _observer.Lines);
    }

    [Fact]
    public async Task Inspect_AFailureThatMeansLess_IsJudgedAsTold()
    {
        var inspection = await InspectAsync(() => throw AwsFailures.Denied("s3:ListBucket", "arn:aws:s3:::bucket"), _ => new Inspection<string> { Found = "as before" });

        Assert.Equal(("as before", null, false), (inspection.Found, inspection.Condition, inspection.IsAnswered));
        Assert.NotNull(inspection.RequeueAfter);
    }

    private Task<Inspection<string>> InspectAsync(Func<string?> answer, Func<AwsCallException, Inspection<string>>? judgeFailure = null) => new AwsInspector(_observer).InspectAsync(
        _context,
        new AwsQuestion<string, string?> { Type = ConditionTypes.DestinationReady, Answers = _answers, Key = "bucket", Ask = _ => Task.FromResult(answer()), KeepFor = _ => Kept },
        found => new Inspection<string> { Found = found, Condition = new ConditionResult(ConditionTypes.DestinationReady, true, ConditionReasons.BucketFound, "It exists.") },
        judgeFailure,
        TestContext.Current.CancellationToken);
}

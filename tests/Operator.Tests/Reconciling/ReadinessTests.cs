using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Ready is the sum of what is needed.</summary>
public sealed class ReadinessTests
{
    private static readonly ConditionResult[] Good =
    [
        .. new[] { ConditionTypes.SpecValid, ConditionTypes.StreamResolved, ConditionTypes.CheckpointTableReady, ConditionTypes.DestinationReady, ConditionTypes.ImageResolved, ConditionTypes.WorkloadReady }
            .Select(type => new ConditionResult(type, true, "Good", "good")),
        new(ConditionTypes.Ready, true, ConditionReasons.Streaming, "streaming"),
        new(ConditionTypes.Suspended, false, ConditionReasons.NotSuspended, "not suspended"),
    ];

    [Fact]
    public void Of_AllGood_IsWhatTheProgressSays() => Assert.Equal(new ConditionResult(ConditionTypes.Ready, true, ConditionReasons.Streaming, "streaming"), Of(Good));

    [Theory]
    [InlineData(ConditionTypes.SpecValid)]
    [InlineData(ConditionTypes.StreamResolved)]
    [InlineData(ConditionTypes.CheckpointTableReady)]
    [InlineData(ConditionTypes.DestinationReady)]
    [InlineData(ConditionTypes.ImageResolved)]
    [InlineData(ConditionTypes.WorkloadReady)]
    [InlineData(ConditionTypes.Ready)]
    public void Of_OneFalse_TakesItOver(string type) =>
        Assert.Equal(new ConditionResult(ConditionTypes.Ready, false, "Bad", "bad"), Of(With(new ConditionResult(type, false, "Bad", "bad"))));

    [Fact]
    public void Of_SeveralBad_TakesTheFirstInOrder()
    {
        var found = With(new(ConditionTypes.WorkloadReady, false, "Later", "later"), new(ConditionTypes.StreamResolved, false, "Earlier", "earlier"));

        Assert.Equal("Earlier", Of(found).Reason);
    }

    [Fact]
    public void Of_OneUnknown_IsUnknown() =>
        Assert.Equal(new ConditionResult(ConditionTypes.Ready, null, "Lost", "lost"), Of(With(new ConditionResult(ConditionTypes.StreamResolved, null, "Lost", "lost"))));

    [Fact]
    public void Of_UnknownThenFalse_IsFalseForTheFirstReason()
    {
        var found = With(new(ConditionTypes.StreamResolved, null, "Lost", "lost"), new(ConditionTypes.WorkloadReady, false, "Bad", "bad"));

        Assert.Equal(new ConditionResult(ConditionTypes.Ready, false, "Lost", "lost"), Of(found));
    }

    [Theory]
    [InlineData(ConditionTypes.DestinationReady, ConditionReasons.AccessDenied, true)]
    [InlineData(ConditionTypes.DestinationReady, ConditionReasons.Unavailable, null)]
    [InlineData(ConditionTypes.StreamResolved, ConditionReasons.AccessDenied, null)]
    public void Of_OperatorMayNotLook_MattersExceptForTheBucket(string type, string reason, bool? expected) =>
        Assert.Equal(expected, Of(With(new ConditionResult(type, null, reason, "denied"))).Holds);

    [Fact]
    public void Of_NothingFoundYet_IsUnknown() => Assert.Equal((null, ConditionReasons.NotChecked), (Of([]).Holds, Of([]).Reason));

    [Fact]
    public void Of_RetentionAtRisk_IsReadyAllTheSame() => Assert.True(Of(With(new ConditionResult(ConditionTypes.RetentionAtRisk, true, "HeadroomLow", "low"))).Holds);

    [Fact]
    public void Of_Suspended_IsTheReasonWhateverElseIsBad()
    {
        var found = With(new(ConditionTypes.Suspended, true, ConditionReasons.SuspendedBySpec, "asked for"), new(ConditionTypes.WorkloadReady, false, "Bad", "bad"));

        Assert.Equal((false, ConditionReasons.SuspendedBySpec), (Of(found).Holds, Of(found).Reason));
    }

    [Theory]
    [InlineData(null, "The stream is being deleted; its pods commit and stop.")]
    [InlineData("Held up.", "Held up.")]
    public void OfDeletion_Always_IsTheReason(string? heldUpBy, string message) =>
        Assert.Equal(new ConditionResult(ConditionTypes.Ready, false, ConditionReasons.Deleting, message), Readiness.OfDeletion(heldUpBy));

    private static ConditionResult Of(ConditionResult[] found) =>
        Readiness.Of([.. found.Where(result => result.Type != ConditionTypes.Ready)], found.FirstOrDefault(result => result.Type == ConditionTypes.Ready));

    private static ConditionResult[] With(params ConditionResult[] found) => [.. Good.Where(result => found.All(other => other.Type != result.Type)), .. found];
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Tests.Doubles;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Reconciling;

/// <summary>Events are told when conditions turn, once, and not for what passes by itself.</summary>
public sealed class ConditionEventsTests
{
    private static readonly KeyspacesCdcStream Stream = StreamSamples.Stream("media");
    private static readonly ConditionResult Pulled = new(ConditionTypes.WorkloadReady, true, ConditionReasons.PodsReady, "ready");
    private static readonly ConditionResult NotPulled = new(ConditionTypes.WorkloadReady, false, ConditionReasons.ImagePullFailed, "no image");
    private static readonly ConditionResult Starting = new(ConditionTypes.WorkloadReady, false, ConditionReasons.RollingOut, "starting");
    private static readonly ConditionResult Ready = new(ConditionTypes.Ready, true, ConditionReasons.Streaming, "streaming");
    private static readonly ConditionResult Unready = new(ConditionTypes.Ready, false, ConditionReasons.ImagePullFailed, "no image");
    private static readonly ConditionResult AtRisk = new(ConditionTypes.RetentionAtRisk, true, ConditionReasons.HeadroomLow, "low");
    private static readonly ConditionResult AtEase = new(ConditionTypes.RetentionAtRisk, false, ConditionReasons.HeadroomEnough, "enough");

    [Fact]
    public void Between_FirstStatusAllGood_TellsReadyAlone() => Told([], [Pulled, AtEase, Ready], "Normal Streaming: streaming (Reconcile)");

    [Fact]
    public void Between_FirstStatusBad_TellsItOnceThoughReadyRepeatsIt() => Told([], [NotPulled, Unready], "Warning ImagePullFailed: no image (RunPods)");

    [Fact]
    public void Between_NothingChanges_TellsNothing() => Told([NotPulled, Unready, AtRisk], [NotPulled, Unready, AtRisk]);

    [Fact]
    public void Between_BadForAnotherReason_TellsIt() => Told([Starting], [NotPulled], "Warning ImagePullFailed: no image (RunPods)");

    [Fact]
    public void Between_SameReasonInOtherWords_TellsNothing() => Told([NotPulled], [NotPulled with { Message = "still no image" }]);

    [Fact]
    public void Between_PassesByItself_IsNoWarning() => Told([Pulled, Ready], [Starting, Unready with { Reason = ConditionReasons.RollingOut, Message = "starting" }]);

    [Fact]
    public void Between_BadTurnsGood_TellsBoth() =>
        Told([NotPulled, Unready], [Pulled, Ready], "Normal PodsReady: ready (RunPods)", "Normal Streaming: streaming (Reconcile)");

    [Fact]
    public void Between_UnknownTurnsGood_TellsReadyAlone() =>
        Told([Pulled with { Holds = null, Reason = ConditionReasons.Unavailable }, Ready with { Holds = null }], [Pulled, Ready], "Normal Streaming: streaming (Reconcile)");

    [Fact]
    public void Between_PermissionMissing_IsAWarningThoughUnknown() =>
        Told([], [new ConditionResult(ConditionTypes.DestinationReady, null, ConditionReasons.AccessDenied, "denied")], "Warning AccessDenied: denied (CheckDestination)");

    [Fact]
    public void Between_Retention_TrueIsTheBadNews()
    {
        Told([AtEase], [AtRisk], "Warning HeadroomLow: low (WatchRetention)");
        Told([AtRisk], [AtEase], "Normal HeadroomEnough: enough (WatchRetention)");
    }

    [Fact]
    public void Between_ShardsHalted_IsToldByReady() =>
        Told([Pulled, Ready], [Pulled, Unready with { Reason = ConditionReasons.ShardsHalted, Message = "1 shard stopped" }], "Warning ShardsHalted: 1 shard stopped (Reconcile)");

    [Fact]
    public void Between_Suspended_IsToldBothWaysAndNeverWarnedOf()
    {
        var (on, off) = (new ConditionResult(ConditionTypes.Suspended, true, ConditionReasons.SuspendedBySpec, "on"), new ConditionResult(ConditionTypes.Suspended, false, ConditionReasons.NotSuspended, "off"));

        Told([off, Ready], [on, Unready with { Reason = ConditionReasons.SuspendedBySpec }], "Normal SuspendedBySpec: on (Suspend)");
        Told([on], [off], "Normal NotSuspended: off (Suspend)");
        Told([], [off]);
    }

    [Fact]
    public void Between_ReadyTakesOverWhatWasToldEarlier_IsNotToldAgain() => Told([NotPulled, Unready with { Reason = ConditionReasons.SuspendedBySpec }], [NotPulled, Unready]);

    private static void Told(ConditionResult[] before, ConditionResult[] after, params string[] expected)
    {
        var live = before.Length == 0 ? null : List(null, before);

        var events = ConditionEvents.Between(Stream, live, List(live, after));

        Assert.Equal(expected, events.Select(Line));
        Assert.All(events, happened => Assert.Same(Stream, happened.Stream));
    }

    private static IReadOnlyList<V1Condition> List(IReadOnlyList<V1Condition>? live, ConditionResult[] results) => Conditions.Merge(live, results, 1, DateTimeOffset.UnixEpoch);

    private static string Line(StreamEvent happened) => $"{(happened.IsWarning ? "Warning" : "Normal")} {happened.Reason}: {happened.Note} ({happened.Action})";
}

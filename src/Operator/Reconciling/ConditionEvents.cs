using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The events that a change of conditions is worth: a Warning when one turns bad or is bad for another reason, a Normal one when it turns good.</summary>
internal static class ConditionEvents
{
    /// <summary>Reasons that pass by themselves or were asked for: no reason to warn.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        ConditionReasons.NotChecked, ConditionReasons.Unavailable, ConditionReasons.Throttled, ConditionReasons.StreamEnabling, ConditionReasons.StreamSwitching, ConditionReasons.TableCreating, ConditionReasons.DeploymentMissing, ConditionReasons.RollingOut,
        ConditionReasons.PodsPending, ConditionReasons.ScalingDown, ConditionReasons.WaitingForFirstCommit, ConditionReasons.ShardsUnassigned,
        ConditionReasons.SuspendedBySpec, ConditionReasons.Deleting,
    };

    public static IReadOnlyList<StreamEvent> Between(KeyspacesCdcStream stream, IReadOnlyList<V1Condition>? before, IReadOnlyList<V1Condition> after) =>
        [.. after
            // Ready is the sum of the others and comes after them.
            .OrderBy(condition => condition.Type == ConditionTypes.Ready)
            .Select(condition => EventOf(stream, Conditions.Find(before, condition.Type), condition, after))
            .OfType<StreamEvent>()];

    private static StreamEvent? EventOf(KeyspacesCdcStream stream, V1Condition? before, V1Condition now, IReadOnlyList<V1Condition> all)
    {
        var isWarning = TurnedBad(before, now) && !IsRepeated(now, all);
        return isWarning || TurnedGood(before, now)
            ? new StreamEvent { Stream = stream, IsWarning = isWarning, Reason = now.Reason, Action = ActionOf(now.Type), Note = now.Message }
            : null;
    }

    private static bool TurnedBad(V1Condition? before, V1Condition now) => IsBad(now) && (before is null || !IsBad(before) || before.Reason != now.Reason);

    private static bool TurnedGood(V1Condition? before, V1Condition now) => now.Type switch
    {
        ConditionTypes.Ready => IsGood(now) && (before is null || !IsGood(before)),
        // Somebody asked for it, either way.
        ConditionTypes.Suspended => IsKnown(now) && IsKnown(before) && before?.Status != now.Status,
        // What was not known was not bad.
        _ => IsGood(now) && IsKnown(before) && before is not null && !IsGood(before),
    };

    private static bool IsKnown(V1Condition? condition) => condition?.Status is "True" or "False";

    /// <summary>Of Ready: whether it only repeats another condition, which had its own event.</summary>
    private static bool IsRepeated(V1Condition condition, IReadOnlyList<V1Condition> all) =>
        condition.Type == ConditionTypes.Ready && all.Any(other => other.Type != ConditionTypes.Ready && other.Reason == condition.Reason && other.Message == condition.Message);

    private static bool IsGood(V1Condition condition) => condition.Status == (condition.Type == ConditionTypes.RetentionAtRisk ? "False" : "True");

    private static bool IsBad(V1Condition condition) => !Harmless.Contains(condition.Reason) && condition.Type switch
    {
        ConditionTypes.Suspended => false,
        ConditionTypes.RetentionAtRisk => condition.Status == "True",
        _ => condition.Status != "True",
    };

    private static string ActionOf(string type) => type switch
    {
        ConditionTypes.SpecValid => "Validate",
        ConditionTypes.StreamResolved => "ResolveStream",
        ConditionTypes.CheckpointTableReady => "PrepareCheckpointTable",
        ConditionTypes.DestinationReady => "CheckDestination",
        ConditionTypes.ImageResolved => "ResolveImage",
        ConditionTypes.WorkloadReady => "RunPods",
        ConditionTypes.RetentionAtRisk => "WatchRetention",
        ConditionTypes.Suspended => "Suspend",
        _ => "Reconcile",
    };
}

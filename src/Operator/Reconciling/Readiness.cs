using KeyspacesStreamer.Operator.Api.V1Alpha1;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The condition Ready: everything that must hold for changes to flow, taken together.</summary>
internal static class Readiness
{
    private static readonly string[] Needed =
    [
        ConditionTypes.SpecValid, ConditionTypes.StreamResolved, ConditionTypes.CheckpointTableReady, ConditionTypes.DestinationReady,
        ConditionTypes.ImageResolved, ConditionTypes.WorkloadReady,
    ];

    /// <summary>
    /// False when one of the needed conditions is, unknown when one is; it takes over reason and message of the first that is not good.
    /// While the stream is suspended that is the reason, whatever else is found.
    /// </summary>
    /// <param name="results">All other conditions.</param>
    /// <param name="streaming">What only the progress tells: whether changes are read and committed; null when it is not known.</param>
    public static ConditionResult Of(IReadOnlyCollection<ConditionResult> results, ConditionResult? streaming)
    {
        if (Find(results, ConditionTypes.Suspended) is { Holds: true })
        {
            return new ConditionResult(ConditionTypes.Ready, false, ConditionReasons.SuspendedBySpec, "spec.suspend is true; changes are kept by the stream for 24 hours and not read.");
        }

        var last = streaming ?? Conditions.NotChecked(ConditionTypes.Ready);
        ConditionResult[] needed = [.. Needed.Select(type => Find(results, type) ?? Conditions.NotChecked(type)), last];
        var first = needed.FirstOrDefault(result => !IsGood(result));
        return first is null
            ? last
            : new ConditionResult(ConditionTypes.Ready, needed.Any(result => result.Holds == false) ? false : null, first.Reason, first.Message);
    }

    /// <summary>Of a stream that is being deleted.</summary>
    /// <param name="heldUpBy">What holds the deletion up; null when nothing in particular does.</param>
    public static ConditionResult OfDeletion(string? heldUpBy) =>
        new(ConditionTypes.Ready, false, ConditionReasons.Deleting, heldUpBy ?? "The stream is being deleted; its pods commit and stop.");

    /// <summary>The operator may lack the right to look at a bucket that the pods may write to: that alone keeps nothing from working.</summary>
    private static bool IsGood(ConditionResult result) =>
        result.Holds == true
        || result is { Type: ConditionTypes.DestinationReady, Holds: null, Reason: ConditionReasons.AccessDenied };

    private static ConditionResult? Find(IReadOnlyCollection<ConditionResult> results, string type) => results.FirstOrDefault(result => result.Type == type);
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Backs off from applying a field that another manager keeps overwriting, and says which field it is and who writes it.</summary>
internal sealed class ContestedFields(IClusterWriter writer)
{
    /// <summary>The live object differs. A contested field is told, and waits for its turn.</summary>
    public async Task<FieldContest> MeetAsync(ReconcileContext context, OwnedResource child, FieldDifference difference, string? version, CancellationToken cancellationToken)
    {
        var drift = DriftOf(context, child);
        var wait = drift.Meet(difference, WantedOf(child), version);
        if (!drift.IsContested)
        {
            return FieldContest.None;
        }

        // Now, because an apply takes the field over from whoever else has it.
        if (await writer.FindAsync(child.Kind, child.Key, cancellationToken) is { } live)
        {
            drift.Managers = FieldManagers.OthersOf(live, difference);
        }

        var mustWait = wait > TimeSpan.Zero;
        return new FieldContest { IsContested = true, MustWait = mustWait, Sentence = SentenceOf(child, drift), RequeueAfter = mustWait ? wait : null };
    }

    /// <summary>The object was applied: one whose field came back before is looked at again soon, for a webhook leaves no change that a watch would show.</summary>
    public static FieldContest Applied(ReconcileContext context, OwnedResource child)
    {
        var drift = DriftOf(context, child);
        if (drift.Field is null)
        {
            return FieldContest.None;
        }

        drift.Applied();
        return new FieldContest { IsContested = drift.IsContested, RequeueAfter = drift.Pause };
    }

    /// <summary>The object is as it should be: a contested field of it stays contested until it has stayed so for a while.</summary>
    public static FieldContest Remembered(ReconcileContext context, OwnedResource child)
    {
        var drift = DriftOf(context, child);
        if (!drift.IsContested)
        {
            return FieldContest.None;
        }

        if (drift.UntilCalm is var left && left == TimeSpan.Zero)
        {
            drift.Forget();
            return FieldContest.None;
        }

        return new FieldContest { IsContested = true, Sentence = SentenceOf(child, drift), RequeueAfter = left };
    }

    private static string SentenceOf(OwnedResource child, ReturningDrift drift)
    {
        var who = drift.Managers.Count > 0
            ? $"metadata.managedFields names {string.Join(", ", drift.Managers)}"
            : "metadata.managedFields names nobody else, so an admission webhook changes it";
        return $"{child.Kind} {child.Key}: {drift.Field?.Path} is changed again after every apply; {who}. It is applied again with pauses of up to {DurationText.Format(ReturningDrift.LongestPause)}. "
            + "Let that writer leave the field alone, or write its value into the spec.";
    }

    private static ReturningDrift DriftOf(ReconcileContext context, OwnedResource child) => context.State.DriftOf(child.Kind.Plural, child.Key.Name);

    private static string WantedOf(OwnedResource child) => child.Document["metadata"]?["annotations"]?[StreamAnnotations.DesiredHash]?.ToString() ?? "";
}

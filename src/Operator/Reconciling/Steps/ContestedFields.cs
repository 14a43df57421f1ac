using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Steps;

/// <summary>Backs off from applying a field that another manager keeps overwriting, and says which field it is and who writes it.</summary>
internal sealed class ContestedFields(IClusterWriter writer)
{
    /// <summary>Whether what differs is to be applied now. A contested field is told, and waits for its turn.</summary>
    public async Task<bool> MayApplyAsync(ReconcileContext context, OwnedResource child, FieldDifference difference, string? version, CancellationToken cancellationToken)
    {
        var drift = DriftOf(context, child);
        var wait = drift.Meet(difference, WantedOf(child), version);
        if (!drift.IsContested)
        {
            return true;
        }

        // Now, because an apply takes the field over from whoever else has it.
        if (await writer.FindAsync(child.Kind, child.Key, cancellationToken) is { } live)
        {
            drift.Managers = FieldManagers.OthersOf(live, difference);
        }

        Tell(context, child, drift);
        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        context.RequeueAfter(wait);
        return false;
    }

    /// <summary>The object was applied: one whose field came back before is looked at again soon, for a webhook leaves no change that a watch would show.</summary>
    /// <returns>Whether the field is contested.</returns>
    public static bool Applied(ReconcileContext context, OwnedResource child)
    {
        var drift = DriftOf(context, child);
        if (drift.Field is null)
        {
            return false;
        }

        drift.Applied();
        context.RequeueAfter(drift.Pause);
        return drift.IsContested;
    }

    /// <summary>The object is as it should be. Whether a field of it is contested until it has stayed so for a while.</summary>
    public static bool MayComeBack(ReconcileContext context, OwnedResource child)
    {
        var drift = DriftOf(context, child);
        if (!drift.IsContested)
        {
            return false;
        }

        if (drift.UntilCalm is var left && left == TimeSpan.Zero)
        {
            drift.Forget();
            return false;
        }

        Tell(context, child, drift);
        context.RequeueAfter(left);
        return true;
    }

    private static void Tell(ReconcileContext context, OwnedResource child, ReturningDrift drift)
    {
        var who = drift.Managers.Count > 0
            ? $"metadata.managedFields names {string.Join(", ", drift.Managers)}"
            : "metadata.managedFields names nobody else, so an admission webhook changes it";
        context.Contested.Add(
            $"{child.Kind} {child.Key}: {drift.Field?.Path} is changed again after every apply; {who}. It is applied again with pauses of up to {DurationText.Format(ReturningDrift.LongestPause)}. "
            + "Let that writer leave the field alone, or write its value into the spec.");
    }

    private static ReturningDrift DriftOf(ReconcileContext context, OwnedResource child) => context.State.DriftOf(child.Kind.Plural, child.Key.Name);

    private static string WantedOf(OwnedResource child) => child.Document["metadata"]?["annotations"]?[StreamAnnotations.DesiredHash]?.ToString() ?? "";
}

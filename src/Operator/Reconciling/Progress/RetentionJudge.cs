using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>Whether changes are about to be trimmed unread, or were.</summary>
internal static class RetentionJudge
{
    // A stream keeps its records for 24 hours: https://docs.aws.amazon.com/keyspaces/latest/devguide/cdc_how-it-works.html
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>Less headroom is a risk.</summary>
    public static readonly TimeSpan Low = TimeSpan.FromHours(6);

    /// <summary>A risk is over when there is as much headroom as this again.</summary>
    public static readonly TimeSpan Enough = TimeSpan.FromHours(7);

    public static TimeSpan? HeadroomOf(TimeSpan? lag) => lag is { } known ? TimeSpan.FromTicks(Math.Max(0, (Retention - known).Ticks)) : null;

    public static ConditionResult Judge(TimeSpan? lag, IReadOnlyList<ShardLease> halted, bool wasAtRisk, bool isSuspended)
    {
        var trimmed = halted.Where(lease => HaltReasons.TellsOfTrimmedData(lease.HaltReason ?? "")).Select(lease => lease.ShardId).ToArray();
        if (trimmed.Length > 0)
        {
            return new ConditionResult(
                ConditionTypes.RetentionAtRisk, true, ConditionReasons.DataTrimmed,
                $"The service removed changes before they were written; {MessageText.Counted(trimmed.Length, "shard")} stopped there: {MessageText.ListOf(trimmed)}. "
                + "Set spec.source.onTrimmedData to Continue to leave a record of the loss and go on.");
        }

        return HeadroomOf(lag) is not { } headroom
            ? new ConditionResult(ConditionTypes.RetentionAtRisk, null, ConditionReasons.NotChecked, "The lag is not known yet.")
            : headroom < Low || wasAtRisk && headroom < Enough
                ? new ConditionResult(ConditionTypes.RetentionAtRisk, true, ConditionReasons.HeadroomLow, $"{TimeLeft(headroom)} {Advice(isSuspended)}")
                : new ConditionResult(ConditionTypes.RetentionAtRisk, false, ConditionReasons.HeadroomEnough, "At least six hours are left until a change would be trimmed unread.");
    }

    /// <summary>In whole hours, so that the text rests in between.</summary>
    private static string TimeLeft(TimeSpan headroom) =>
        headroom <= TimeSpan.Zero
            ? "The lag has reached the 24 hours that the stream keeps changes: some may be gone unread."
            : $"Less than {MessageText.Counted((int)Math.Floor(headroom.TotalHours) + 1, "hour")} left until changes are trimmed unread, because the stream keeps them for 24 hours.";

    private static string Advice(bool isSuspended) => isSuspended
        ? "Set spec.suspend to false."
        : "If the pods are ready, add pods (spec.replicas) or make them larger; else repair what Ready names.";
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Aws.Checkpoints;
using KeyspacesStreamer.Operator.Reconciling.Workloads;
using KeyspacesStreamer.Operator.Resources;

namespace KeyspacesStreamer.Operator.Reconciling.Progress;

/// <summary>The part of Ready that only the lease table tells: no shard stopped, all leases are held, and pods with the wanted settings committed or caught up.</summary>
internal static class StreamingJudge
{
    private const int ReasonsShown = 3;

    public static ConditionResult Judge(ProgressFacts facts, ShardAssignment census)
    {
        if (census.Halted.Count > 0)
        {
            return Not(ConditionReasons.ShardsHalted, $"{MessageText.Counted(census.Halted.Count, "shard")} stopped: {ReasonsOf(census.Halted)}");
        }

        if (census.Unassigned.Count > 0 && !(facts.WasReady && census.Live.Count > 0))
        {
            return Not(ConditionReasons.ShardsUnassigned, $"{MessageText.Counted(census.Unassigned.Count, "shard")} not read by any live pod: {MessageText.ListOf([.. census.Unassigned.Select(lease => lease.ShardId).Order(StringComparer.Ordinal)])}.");
        }

        var current = facts.Pods.Where(pod => HasSettings(pod, facts.SettingsHash)).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return census.Live.Any(worker => current.Contains(worker.Pod) && IsProof(worker, census))
            ? new ConditionResult(ConditionTypes.Ready, true, ConditionReasons.Streaming, "Changes are read and committed.")
            : Not(ConditionReasons.WaitingForFirstCommit, "Pods run; none with the present settings has committed or caught up yet.");
    }

    /// <summary>A ready worker that committed, or is at the tip of all its shards; where nothing is open, being ready is all there is to do.</summary>
    private static bool IsProof(WorkerHeartbeat worker, ShardAssignment census) =>
        worker.Progress is { IsReady: true } progress
        && (census.Open.Count == 0 || census.Works(worker) && (progress.LastCommitAt is not null || progress.AtTip == progress.Shards));

    /// <summary>The reasons as the pods wrote them, which say what to do; the same reason only once.</summary>
    private static string ReasonsOf(IReadOnlyList<ShardLease> halted)
    {
        var reasons = halted.Select(lease => Named(lease.ShardId, MessageText.Quote(lease.HaltReason))).Distinct(StringComparer.Ordinal).ToArray();
        return string.Join(' ', reasons.Take(ReasonsShown)) + (reasons.Length > ReasonsShown ? $" And {reasons.Length - ReasonsShown} more." : "");
    }

    private static string Named(string shard, string reason) => reason.Contains(shard, StringComparison.Ordinal) ? reason : $"{shard}: {reason}";

    private static bool HasSettings(k8s.Models.V1Pod pod, string hash) =>
        pod.Metadata.Annotations?.TryGetValue(StreamAnnotations.SettingsHash, out var value) == true && value == hash;

    private static ConditionResult Not(string reason, string message) => new(ConditionTypes.Ready, false, reason, message);
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling.Workloads;

namespace KeyspacesStreamer.Operator.Reconciling.Scaling;

/// <summary>
/// Chooses the number of pods: enough for the open shards at once; one more while the lag stays above its target; fewer only after
/// five minutes in which fewer would have done, by half at most. What is not known never takes a pod away.
/// </summary>
internal static class ReplicaChooser
{
    /// <summary>Fewer pods only when fewer were enough for this long; also the least time between two reductions.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>A pod is added when the lag was too large for this long.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromMinutes(1);

    /// <summary>Least time between two pods that are added for the lag: the last one must have had time to help.</summary>
    public static readonly TimeSpan StepInterval = TimeSpan.FromMinutes(2);

    /// <summary>Older figures say nothing, and a longer break between figures makes them begin again.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);

    /// <param name="limits">The stream's <c>spec.autoscaling</c>.</param>
    /// <param name="now">A monotonic clock, such as the time since the process started.</param>
    /// <param name="current">Pods that the Deployment asks for; 0 when there is none, or when the stream was suspended.</param>
    /// <param name="figures">The last look at the lease table; null when there was none.</param>
    /// <param name="history">What the last decision handed out.</param>
    /// <exception cref="InvalidSpecException">The target is no duration.</exception>
    public static ScalingDecision Choose(AutoscalingSpec limits, TimeSpan now, int current, ScalingFigures? figures, ScalingHistory history)
    {
        var target = limits.ParseTargetLag();
        if (figures is null || now - figures.ReadAt > Stale)
        {
            // A break: what was known before says nothing about the time since.
            return Within(limits, current, history with { KnownSince = null, KnownAt = null, BehindSince = null, CalmSince = null, Peaks = [] });
        }

        var seen = Observe(history, now, figures.Lag, target);
        var shards = BaseOf(limits, figures.OpenShards);
        if (figures.Lag is null)
        {
            return Raised(limits, now, current, Math.Max(shards, current), figures, seen with { KnownSince = null, Peaks = [] });
        }

        if (IsStepDue(seen, now) && current >= shards && current < Math.Min(limits.MaxReplicas, figures.OpenShards))
        {
            var step = Within(limits, current + 1, Peak(seen, now, current + 1) with { LastStep = now, LastRaise = now });
            return step with { Reason = $"{current} -> {step.Replicas}: lag {DurationText.Brief(figures.Lag.Value)}, target {limits.TargetLag}" };
        }

        var wanted = figures.Lag > target / 2 ? Math.Max(shards, current) : shards;
        var peaked = Peak(seen, now, wanted);
        return wanted >= current ? Raised(limits, now, current, wanted, figures, peaked) : Lowered(limits, now, current, figures, peaked);
    }

    /// <summary>Pods that the number of open shards calls for.</summary>
    public static int BaseOf(AutoscalingSpec limits, int openShards) =>
        Math.Clamp((int)Math.Ceiling(openShards / (double)Math.Max(1, limits.ShardsPerReplica)), limits.MinReplicas, limits.MaxReplicas);

    private static ScalingHistory Observe(ScalingHistory history, TimeSpan now, TimeSpan? lag, TimeSpan target)
    {
        var isBroken = history.KnownAt is not { } last || now - last > Stale;
        var (behind, calm) = isBroken ? (null, null) : (history.BehindSince, history.CalmSince);
        // A whole window without lag ends the trouble for which the last pod was added.
        var isOver = calm is { } since && now - since >= Window;
        return history with
        {
            KnownSince = isBroken ? now : history.KnownSince ?? now,
            KnownAt = now,
            BehindSince = lag > target ? behind ?? now : null,
            CalmSince = lag <= target ? calm ?? now : null,
            LastStep = isOver ? null : history.LastStep,
            Peaks = isBroken ? [] : history.Peaks,
        };
    }

    /// <summary>One step for each trouble; further ones only when the last did not end it or the lag stays, not when it merely swings.</summary>
    private static bool IsStepDue(ScalingHistory seen, TimeSpan now) =>
        seen.BehindSince is { } behind && now - behind >= Doubt
        && (seen.LastRaise is not { } raised || now - raised >= StepInterval)
        && (seen.LastStep is not { } step || behind <= step || now - behind >= Window);

    private static ScalingHistory Peak(ScalingHistory history, TimeSpan now, int replicas) =>
        history with { Peaks = [.. history.Peaks.Where(peak => peak.Replicas > replicas && now - peak.At <= Window), new ScalingSample(now, replicas)] };

    private static ScalingDecision Raised(AutoscalingSpec limits, TimeSpan now, int current, int wanted, ScalingFigures figures, ScalingHistory history)
    {
        var decision = Within(limits, wanted, wanted > current ? history with { LastRaise = now } : history);
        return decision.Replicas == current ? decision
            : wanted == current ? decision with { Reason = LimitsReason(limits, current, decision.Replicas) }
            : decision with { Reason = ShardsReason(limits, current, decision.Replicas, figures) };
    }

    private static ScalingDecision Lowered(AutoscalingSpec limits, TimeSpan now, int current, ScalingFigures figures, ScalingHistory history)
    {
        var isSettled = history.KnownSince is { } since && now - since >= Window && (history.LastReduction is not { } last || now - last >= Window);
        var lowest = isSettled ? Math.Max(history.Peaks.Max(peak => peak.Replicas), (current + 1) / 2) : current;
        if (lowest >= current)
        {
            return Within(limits, current, history);
        }

        var decision = Within(limits, lowest, history with { LastReduction = now });
        return decision with { Reason = $"{ShardsReason(limits, current, decision.Replicas, figures)}, for {DurationText.Format(Window)}" };
    }

    private static ScalingDecision Within(AutoscalingSpec limits, int wanted, ScalingHistory history)
    {
        var replicas = Math.Clamp(wanted, limits.MinReplicas, limits.MaxReplicas);
        return new ScalingDecision(replicas, replicas == wanted ? null : LimitsReason(limits, wanted, replicas), history);
    }

    private static string ShardsReason(AutoscalingSpec limits, int from, int to, ScalingFigures figures) =>
        $"{from} -> {to}: {MessageText.Counted(figures.OpenShards, "open shard")}, {limits.ShardsPerReplica} a pod";

    private static string LimitsReason(AutoscalingSpec limits, int from, int to) =>
        $"{from} -> {to}: spec.autoscaling allows {limits.MinReplicas} to {limits.MaxReplicas}";
}

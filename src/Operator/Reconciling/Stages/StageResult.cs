using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What one stage of a reconcile found, besides what the next stages need of it.</summary>
internal abstract record StageResult
{
    /// <summary>The conditions that this stage alone decides.</summary>
    public virtual IReadOnlyList<ConditionResult> Conditions => [];

    /// <summary>What happened, besides what the conditions tell.</summary>
    public IReadOnlyList<StreamEvent> Events { get; init; } = [];

    /// <summary>When the stage wants to look again, if nothing changes before; null when it need not.</summary>
    public TimeSpan? RequeueAfter { get; init; }

    /// <summary>The smallest wish to be called again.</summary>
    public static TimeSpan? Soonest(IEnumerable<StageResult> results) => results.Min(result => result.RequeueAfter);
}

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>How a reconcile ended and when the next one is due.</summary>
internal sealed record ReconcileResult
{
    /// <summary>Nothing to be done until something changes.</summary>
    public static readonly ReconcileResult Done = new();

    /// <summary>Look again after this time; null when only a change is a reason to.</summary>
    public TimeSpan? RequeueAfter { get; init; }

    /// <summary>Something failed and is told by a condition: look again after the pause that failures in a row call for, or after <see cref="RequeueAfter"/> if that is sooner.</summary>
    public bool IsFailure { get; init; }

    public static ReconcileResult After(TimeSpan delay) => new() { RequeueAfter = delay };
}

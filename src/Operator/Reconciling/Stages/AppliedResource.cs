namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What became of one object of a stream, and what follows.</summary>
internal sealed record AppliedResource
{
    public required ApplyOutcome Outcome { get; init; }

    /// <summary>What speaks against WorkloadReady; null when nothing does.</summary>
    public ConditionResult? Problem { get; init; }

    /// <summary>Whether it changed what the Deployment asks of its pods.</summary>
    public bool IsRollingOut { get; init; }

    /// <summary>What is to be said of a field that others change again after every apply; null when there is none.</summary>
    public string? Contested { get; init; }

    /// <summary>When to look at it again, if nothing changes before; null when there is no need to.</summary>
    public TimeSpan? RequeueAfter { get; init; }
}

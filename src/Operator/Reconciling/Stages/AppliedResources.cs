namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What became of all objects of a stream.</summary>
internal sealed record AppliedResources
{
    /// <summary>Nothing had to be looked at.</summary>
    public static readonly AppliedResources None = new();

    /// <summary>What speaks against WorkloadReady; null when nothing does.</summary>
    public ConditionResult? Problem { get; init; }

    /// <summary>Whether the API server refused something, and it has to be tried again soon.</summary>
    public bool IsFailure { get; init; }

    /// <summary>Whether what the Deployment asks for was changed: what was seen of it before says nothing of that.</summary>
    public bool IsRollingOut { get; init; }

    /// <summary>What is said of fields that others change again after every apply.</summary>
    public IReadOnlyList<string> Contested { get; init; } = [];

    /// <summary>When to look again, if nothing changes before; null when there is no need to.</summary>
    public TimeSpan? RequeueAfter { get; init; }

    /// <summary>All of them together; of several problems the last one counts.</summary>
    public static AppliedResources Of(IReadOnlyList<AppliedResource> applied) => new()
    {
        Problem = applied.Select(one => one.Problem).LastOrDefault(problem => problem is not null),
        IsRollingOut = applied.Any(one => one.IsRollingOut),
        Contested = [.. applied.Select(one => one.Contested).OfType<string>()],
        RequeueAfter = applied.Min(one => one.RequeueAfter),
    };
}

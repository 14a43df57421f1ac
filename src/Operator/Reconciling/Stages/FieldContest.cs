namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Whether a field of one object is contested, and what follows.</summary>
internal sealed record FieldContest
{
    /// <summary>Nobody else changes it.</summary>
    public static readonly FieldContest None = new();

    /// <summary>Whether it is changed again after every apply.</summary>
    public bool IsContested { get; init; }

    /// <summary>Whether the object is not to be applied yet.</summary>
    public bool MustWait { get; init; }

    /// <summary>Which field it is and who writes it; null when there is nothing to say.</summary>
    public string? Sentence { get; init; }

    /// <summary>When to look at it again; null when there is no need to.</summary>
    public TimeSpan? RequeueAfter { get; init; }
}

namespace KeyspacesStreamer.Operator.Reconciling.Inspections;

/// <summary>One question to AWS.</summary>
internal sealed record AwsQuestion<TKey, TAnswer>
    where TKey : class
{
    /// <summary>The condition that it is about; what a failure is counted under.</summary>
    public required string Type { get; init; }

    /// <summary>The answers so far.</summary>
    public required CachedQuery<TKey, TAnswer> Answers { get; init; }

    /// <summary>What is asked about; about another thing than last time, all answers are forgotten.</summary>
    public required TKey Key { get; init; }

    /// <summary>Asks AWS.</summary>
    public required Func<CancellationToken, Task<TAnswer>> Ask { get; init; }

    /// <summary>How long an answer may be used again.</summary>
    public required Func<TAnswer, TimeSpan> KeepFor { get; init; }
}

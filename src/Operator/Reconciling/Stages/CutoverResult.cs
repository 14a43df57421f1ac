namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Which change stream is read.</summary>
internal sealed record CutoverResult : StageResult
{
    /// <summary>The stream that is read now: the one that the spec asks for, or the one before it until that is read to its end; null when none is known.</summary>
    public required string? StreamArn { get; init; }

    /// <summary>The condition StreamResolved; null when nobody looked.</summary>
    public required ConditionResult? StreamResolved { get; init; }

    /// <summary>Whether all pods must stop, because the checkpoint table passes to another stream.</summary>
    public bool IsSwitching { get; init; }

    public override IReadOnlyList<ConditionResult> Conditions => StreamResolved is null ? [] : [StreamResolved];
}

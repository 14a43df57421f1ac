namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>Whether the spec can be followed.</summary>
internal sealed record SpecResult : StageResult
{
    /// <summary>Where everything is; null when the spec does not say it in a way that can be read.</summary>
    public required StreamAddresses? Addresses { get; init; }

    /// <summary>The condition SpecValid.</summary>
    public required ConditionResult SpecValid { get; init; }

    public bool IsValid => SpecValid.Holds == true;

    public override IReadOnlyList<ConditionResult> Conditions => [SpecValid];
}

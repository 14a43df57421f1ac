namespace KeyspacesStreamer.Operator.Reconciling.Stages;

/// <summary>What a spec says by itself, before anybody looks at AWS.</summary>
internal sealed record SpecCheck
{
    /// <summary>Where everything is; null when the spec does not say it in a way that can be read.</summary>
    public required StreamAddresses? Addresses { get; init; }

    /// <summary>What speaks against the spec; null when nothing does.</summary>
    public required ConditionResult? Problem { get; init; }

    /// <summary>Where to look in AWS; null when the spec cannot be followed.</summary>
    public StreamAddresses? Usable => Problem is null ? Addresses : null;
}

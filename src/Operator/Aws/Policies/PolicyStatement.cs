namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>One statement of a policy.</summary>
/// <param name="Sid">Its name, unique in the policy.</param>
/// <param name="Actions">What may be done, or may not.</param>
/// <param name="Resources">On what.</param>
internal sealed record PolicyStatement(string Sid, IReadOnlyList<string> Actions, params IReadOnlyList<string> Resources)
{
    /// <summary>Whether it denies what another statement allows.</summary>
    public bool Denies { get; init; }

    /// <summary>When it applies; none for always.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}

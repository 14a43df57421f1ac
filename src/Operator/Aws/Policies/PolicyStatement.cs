namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>One statement of a policy that allows something.</summary>
/// <param name="Sid">Its name, unique in the policy.</param>
/// <param name="Actions">What may be done.</param>
/// <param name="Resources">On what.</param>
internal sealed record PolicyStatement(string Sid, IReadOnlyList<string> Actions, params IReadOnlyList<string> Resources)
{
    /// <summary>When it applies; none for always.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];
}

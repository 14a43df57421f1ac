namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>One statement of a policy.</summary>
/// <param name="Name">Its Sid, or its place when it has none.</param>
/// <param name="IsAllow">Whether it allows; otherwise it denies.</param>
internal sealed record PolicyStatement(string Name, bool IsAllow)
{
    public required IReadOnlyList<PolicyPattern> Actions { get; init; }

    /// <summary>Whether the statement concerns every action but these.</summary>
    public bool IsNotAction { get; init; }

    /// <summary>Null in a trust policy, where the role itself is the resource.</summary>
    public IReadOnlyList<PolicyPattern>? Resources { get; init; }

    /// <summary>Whether the statement concerns every resource but these.</summary>
    public bool IsNotResource { get; init; }

    /// <summary>Whom a trust policy speaks of.</summary>
    public IReadOnlyList<PolicyPrincipal> Principals { get; init; } = [];

    public IReadOnlyList<PolicyCondition> Conditions { get; init; } = [];

    public bool Concerns(string action, string resource, ContextKeys keys) =>
        Actions.Any(pattern => pattern.Matches(action, NoKeys, ignoreCase: true)) != IsNotAction
        && (Resources is null || Resources.Any(pattern => IsResource(pattern, resource, keys)) != IsNotResource)
        && Conditions.All(condition => condition.Holds(keys));

    private static ContextKeys NoKeys { get; } = new();

    /// <summary>An action without a resource type has the resource <c>*</c>, which only <c>*</c> names.</summary>
    private static bool IsResource(PolicyPattern pattern, string resource, ContextKeys keys) =>
        resource == "*" ? pattern.ToString() == "*" : pattern.MatchesArn(resource, keys);
}

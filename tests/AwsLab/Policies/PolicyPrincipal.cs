namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>One name in a statement's Principal.</summary>
/// <param name="Kind">What it names; null for everyone (<c>"*"</c>).</param>
/// <param name="Name">The name.</param>
internal sealed record PolicyPrincipal(PrincipalKind? Kind, string Name)
{
    /// <param name="kind">What asks.</param>
    /// <param name="names">All names that mean it: ARN of the role, of the session, of the account's root, the account's number.</param>
    public bool Means(PrincipalKind kind, IReadOnlyList<string> names) => Kind is null || (Kind == kind && (Name == "*" || names.Contains(Name)));
}

namespace KeyspacesStreamer.AwsLab.Policies;

/// <summary>A policy: statements of which one has to allow, and none may deny.</summary>
/// <param name="Statements">The statements.</param>
internal sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Judges an action of a role by its own policies.</summary>
    public static Judgement Judge(IReadOnlyList<PolicyDocument> policies, string action, string resource, ContextKeys keys) =>
        Decide(policies.SelectMany(policy => policy.Statements).Where(statement => statement.Concerns(action, resource, keys)));

    /// <summary>Judges, by a trust policy, whether somebody may take a role on.</summary>
    /// <param name="kind">What asks.</param>
    /// <param name="names">All names that mean it.</param>
    /// <param name="action">The way of taking it on, such as <c>sts:AssumeRole</c>.</param>
    /// <param name="keys">What is known of the request.</param>
    public Judgement JudgeTrust(PrincipalKind kind, IReadOnlyList<string> names, string action, ContextKeys keys) =>
        Decide(Statements.Where(statement => statement.Principals.Any(principal => principal.Means(kind, names)) && statement.Concerns(action, "*", keys)));

    private static Judgement Decide(IEnumerable<PolicyStatement> concerned)
    {
        var all = concerned.ToList();
        var denying = all.Where(statement => !statement.IsAllow).Select(statement => statement.Name).ToList();
        return denying.Count > 0 ? new Judgement(false, true, denying)
            : new Judgement(all.Count > 0, false, [.. all.Select(statement => statement.Name)]);
    }
}

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>IAM documents for a stream's pods, as JSON.</summary>
/// <param name="Policy">What they may do.</param>
/// <param name="TrustPolicy">Who may take the role; null without an OIDC provider.</param>
internal sealed record IamPolicies(string Policy, string? TrustPolicy)
{
    /// <summary>What the operator may do for the stream; null when it was not asked for.</summary>
    public string? OperatorPolicy { get; init; }

    /// <summary>Who may take the operator's role; null without an OIDC provider.</summary>
    public string? OperatorTrustPolicy { get; init; }
}

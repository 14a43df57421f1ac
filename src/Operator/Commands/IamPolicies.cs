using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Commands;

/// <summary>IAM documents for a stream's pods.</summary>
/// <param name="Policy">What they may do.</param>
/// <param name="TrustPolicy">Who may take the role; null without an OIDC provider.</param>
internal sealed record IamPolicies(JsonObject Policy, JsonObject? TrustPolicy);

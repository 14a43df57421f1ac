using System.Text.Json.Nodes;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.Operator.Aws.Policies;

/// <summary>Lets one ServiceAccount of one cluster take a role on, by the cluster's OIDC provider.</summary>
internal static class TrustPolicy
{
    private const string Scheme = "https://";

    /// <param name="issuer">The cluster's OIDC issuer, with or without <c>https://</c>.</param>
    /// <param name="region">A region of the account's partition.</param>
    /// <param name="account">Account of the role.</param>
    /// <param name="namespaceName">Namespace of the ServiceAccount.</param>
    /// <param name="serviceAccount">The ServiceAccount.</param>
    /// <returns>An IAM trust policy as JSON.</returns>
    public static string Of(string issuer, string region, string account, string namespaceName, string serviceAccount)
    {
        var provider = (issuer.StartsWith(Scheme, StringComparison.Ordinal) ? issuer[Scheme.Length..] : issuer).TrimEnd('/');
        var statement = new JsonObject
        {
            ["Sid"] = "AssumeByServiceAccount",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Federated"] = $"arn:{AwsPartition.Of(region)}:iam::{account}:oidc-provider/{provider}" },
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Condition"] = PolicyDocument.ConditionsOf(
            [
                new("StringEquals", $"{provider}:aud", "sts.amazonaws.com"),
                new("StringEquals", $"{provider}:sub", $"system:serviceaccount:{namespaceName}:{serviceAccount}"),
            ]),
        };
        return PolicyDocument.Of([statement]);
    }
}

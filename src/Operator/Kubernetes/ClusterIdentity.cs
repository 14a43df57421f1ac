using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Asks the API server which cluster this is, and as whom it knows this process.</summary>
internal sealed class ClusterIdentity(ApiRequests requests)
{
    // Every cluster has this namespace, nobody makes it again, and its uid is what the field takes for the id of a cluster.
    private const string OldestNamespace = "kube-system";
    private const string AccountPrefix = "system:serviceaccount:";

    /// <returns>The uid of the namespace kube-system; null when this process may not read it.</returns>
    /// <exception cref="ApiServerException">The server refused for another reason.</exception>
    public async Task<string?> FindInstallationAsync(CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Method = HttpMethod.Get, Path = $"api/v1/namespaces/{OldestNamespace}", Subject = $"Read namespace {OldestNamespace}" };
        try
        {
            return (string?)JsonNode.Parse(await requests.SendAsync(request, cancellationToken))?["metadata"]?["uid"];
        }
        catch (ApiServerException refusal) when (refusal.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <returns>Namespace and name of this process's own ServiceAccount; null when it runs as somebody else.</returns>
    /// <exception cref="ApiServerException">The server refused for another reason than that it does not tell.</exception>
    public async Task<NamespacedName?> FindServiceAccountAsync(CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Method = HttpMethod.Post,
            Path = "apis/authentication.k8s.io/v1/selfsubjectreviews",
            Subject = "Ask who this is",
            Body = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "SelfSubjectReview" },
        };
        try
        {
            return AccountOf((string?)JsonNode.Parse(await requests.SendAsync(request, cancellationToken))?["status"]?["userInfo"]?["username"]);
        }
        catch (ApiServerException refusal) when (refusal.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static NamespacedName? AccountOf(string? user) =>
        user is not null && user.StartsWith(AccountPrefix, StringComparison.Ordinal) && user[AccountPrefix.Length..].Split(':') is [var space, var name] ? new NamespacedName(space, name) : null;
}

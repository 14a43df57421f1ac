using System.Net;
using System.Text.Json.Nodes;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Asks the API server what it serves.</summary>
internal sealed class ServedVersions(ApiRequests requests)
{
    /// <returns>The version of policy in which disruption budgets are served; null when they are not.</returns>
    /// <exception cref="ApiServerException">The server refused to tell.</exception>
    public async Task<string?> FindDisruptionBudgetsAsync(CancellationToken cancellationToken)
    {
        var group = await FindAsync("apis/policy", cancellationToken);
        var version = (string?)group?["preferredVersion"]?["version"];
        return version is not null && await IsServedAsync(ResourceKinds.DisruptionBudgets(version), cancellationToken) ? version : null;
    }

    private async Task<bool> IsServedAsync(ResourceKind kind, CancellationToken cancellationToken)
    {
        var list = await FindAsync($"apis/{kind.Group}/{kind.Version}", cancellationToken);
        return list?["resources"] is JsonArray resources && resources.Any(resource => (string?)resource?["name"] == kind.Plural);
    }

    private async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonNode.Parse(await requests.SendAsync(new ApiRequest { Method = HttpMethod.Get, Path = path, Subject = $"Ask what {path} serves" }, cancellationToken));
        }
        catch (ApiServerException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

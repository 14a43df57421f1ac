using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Reads objects again and again without a process of kubectl for each look, which would take the processor from what is waited for.</summary>
internal sealed class ClusterReader : IDisposable
{
    private readonly Kubernetes _client;
    private readonly ApiRequests _requests;

    public ClusterReader(string kubeconfig)
    {
        _client = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());
        _requests = new ApiRequests(TimeProvider.System, _client);
    }

    /// <returns>Null when it is not there, or the server cannot say at the moment.</returns>
    public async Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken) =>
        await AskAsync($"{kind.PathIn(key.Namespace)}/{key.Name}", cancellationToken);

    /// <returns>All objects of a kind in a namespace; none, when the server cannot say at the moment.</returns>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind, string space, CancellationToken cancellationToken) =>
        [.. ((await AskAsync(kind.PathIn(space), cancellationToken))?["items"]?.AsArray() ?? []).Select(item => item!.AsObject())]; // a list has no holes

    /// <summary>Status, reason and message of a condition; empty when the object lacks it.</summary>
    public static (string Status, string Reason, string Message) ConditionOf(JsonObject? resource, string type) =>
        resource?["status"]?["conditions"] is JsonArray conditions && conditions.FirstOrDefault(condition => (string?)condition?["type"] == type) is { } found
            ? ((string?)found["status"] ?? "", (string?)found["reason"] ?? "", (string?)found["message"] ?? "")
            : ("", "", "");

    public void Dispose() => _client.Dispose();

    private async Task<JsonObject?> AskAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _requests.SendAsync(new ApiRequest { Method = HttpMethod.Get, Path = path, Subject = $"Read {path}" }, cancellationToken);
            return JsonNode.Parse(answer)?.AsObject();
        }
        catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Gone or ApiFaultKind.Transient })
        {
            return null;
        }
    }
}

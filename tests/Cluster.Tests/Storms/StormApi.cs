using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using KeyspacesStreamer.Testing.Processes;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>The API server for somebody who tries again when it is away.</summary>
internal sealed class StormApi(string kubeconfig) : IDisposable
{
    private readonly Kubernetes _client = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());

    public ApiRequests Requests => new(TimeProvider.System, _client);

    /// <returns>False when one by that name is still being deleted.</returns>
    public async Task<bool> TryCreateAsync(NamespacedName key, JsonObject document, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Post, ResourceKinds.Streams.PathIn(key.Namespace), document, MediaTypes.Json, IsTaken, cancellationToken) is not null
        || await IsOursAsync(key, cancellationToken);

    public Task ChangeAsync(NamespacedName key, JsonObject change, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Patch, PathOf(key), change, MediaTypes.MergePatch, _ => false, cancellationToken);

    public Task DeleteAsync(NamespacedName key, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Delete, PathOf(key), null, MediaTypes.Json, refusal => refusal.MissingName == key.Name, cancellationToken);

    /// <summary>All objects of a kind in all namespaces.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="labels">Label selector; empty for everything.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ApiServerException">The server refused.</exception>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind, string labels, CancellationToken cancellationToken)
    {
        var answer = await Requests.SendAsync(
            new ApiRequest { Method = HttpMethod.Get, Path = $"{kind.PathIn(null)}?labelSelector={Uri.EscapeDataString(labels)}", Subject = $"List {kind}" }, cancellationToken);
        return [.. JsonNode.Parse(answer)!["items"]!.AsArray().Select(item => item!.AsObject())]; // every list has items
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The answer to the first try may have been lost with the server.</summary>
    private async Task<bool> IsOursAsync(NamespacedName key, CancellationToken cancellationToken) =>
        await TryAsync(HttpMethod.Get, PathOf(key), null, MediaTypes.Json, refusal => refusal.MissingName == key.Name, cancellationToken) is { } answer
        && JsonNode.Parse(answer)?["metadata"]?["deletionTimestamp"] is null;

    private static bool IsTaken(ApiServerException refusal) => refusal.Status == HttpStatusCode.Conflict;

    /// <returns>The body of the answer; null when the server said no.</returns>
    private async Task<byte[]?> TryAsync(HttpMethod method, string path, JsonObject? body, string mediaType, Func<ApiServerException, bool> isNo, CancellationToken cancellationToken)
    {
        byte[]? answer = null;
        await Phase.UntilAsync(
            $"{method} {path}",
            async () =>
            {
                try
                {
                    answer = await Requests.SendAsync(new ApiRequest { Method = method, Path = path, Subject = $"{method} {path}", Body = body?.DeepClone(), MediaType = mediaType }, cancellationToken);
                    return null;
                }
                catch (ApiServerException refusal) when (isNo(refusal))
                {
                    return null;
                }
                catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Transient or ApiFaultKind.Gone or ApiFaultKind.Conflict })
                {
                    // Without the server of custom resources their paths are not found.
                    return problem.Message;
                }
            },
            cancellationToken);
        return answer;
    }

    private static string PathOf(NamespacedName key) => $"{ResourceKinds.Streams.PathIn(key.Namespace)}/{key.Name}";
}

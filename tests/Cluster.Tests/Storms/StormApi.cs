using System.Net;
using System.Text.Json.Nodes;
using k8s;
using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Operator.Queues;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Storms;

/// <summary>The API server for somebody who tries again when it is away.</summary>
internal sealed class StormApi(string kubeconfig) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Kubernetes _client = ClusterConnection.Open(_ => null, kubeconfig, new AskedRequests());

    public ApiRequests Requests => new(TimeProvider.System, _client);

    /// <returns>False when one by that name is there already, or still.</returns>
    public Task<bool> TryCreateAsync(ResourceKey key, JsonObject document, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Post, ResourceKinds.Streams.PathIn(key.Namespace), document, MediaTypes.Json, HttpStatusCode.Conflict, cancellationToken);

    public Task<bool> TryChangeAsync(ResourceKey key, JsonObject change, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Patch, PathOf(key), change, MediaTypes.MergePatch, null, cancellationToken);

    public Task<bool> TryDeleteAsync(ResourceKey key, CancellationToken cancellationToken) =>
        TryAsync(HttpMethod.Delete, PathOf(key), null, MediaTypes.Json, HttpStatusCode.NotFound, cancellationToken);

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

    private async Task<bool> TryAsync(HttpMethod method, string path, JsonObject? body, string mediaType, HttpStatusCode? no, CancellationToken cancellationToken)
    {
        var isDone = false;
        await Phase.UntilAsync(
            $"{method} {path}",
            async () =>
            {
                try
                {
                    await Requests.SendAsync(new ApiRequest { Method = method, Path = path, Subject = $"{method} {path}", Body = body?.DeepClone(), MediaType = mediaType }, cancellationToken);
                    isDone = true;
                    return null;
                }
                catch (ApiServerException refusal) when (refusal.Status == no)
                {
                    return null;
                }
                catch (Exception problem) when (ApiFaults.Find(problem) is { Kind: ApiFaultKind.Transient or ApiFaultKind.Gone or ApiFaultKind.Conflict })
                {
                    // Without the server of custom resources their paths are not found.
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken);
                    return problem.Message;
                }
            },
            cancellationToken);
        return isDone;
    }

    private static string PathOf(ResourceKey key) => $"{ResourceKinds.Streams.PathIn(key.Namespace)}/{key.Name}";
}

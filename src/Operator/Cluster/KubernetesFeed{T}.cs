using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Cluster;

/// <summary>Lists and watches one kind at the API server, in one namespace or in all; lists come in pages of one moment, watches with bookmarks.</summary>
/// <param name="client">Connection and credentials.</param>
/// <param name="kind">What is listed.</param>
/// <param name="namespace">The one namespace, or null for all.</param>
/// <param name="labels">Label selector, or null for everything.</param>
/// <param name="watchFor">How long the server keeps a watch open; it is opened again then.</param>
internal sealed class KubernetesFeed<T>(Kubernetes client, ResourceKind kind, string? @namespace, string? labels, TimeSpan watchFor) : IResourceFeed<T>
    where T : IKubernetesObject<V1ObjectMeta>
{
    private const int PageSize = 500;

    public string Name => kind.ToString();

    public async Task<ResourceList<T>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<T>();
        string? next = null;
        string? version;
        do
        {
            using var answer = await SendAsync($"limit={PageSize}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}", HttpCompletionOption.ResponseContentRead, cancellationToken);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            var metadata = page.RootElement.GetProperty("metadata");
            version = metadata.GetProperty("resourceVersion").GetString();
            next = metadata.TryGetProperty("continue", out var more) && more.GetString() is { Length: > 0 } text ? text : null;
            found.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(Read));
        }
        while (next is not null);
        return new ResourceList<T>(found, version ?? throw new JsonException($"A list of {kind} came without a resourceVersion."));
    }

    public async IAsyncEnumerable<WatchStep<T>> WatchAsync(string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = $"watch=1&allowWatchBookmarks=true&timeoutSeconds={(int)watchFor.TotalSeconds}&resourceVersion={Uri.EscapeDataString(resourceVersion)}";
        using var answer = await SendAsync(query, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return StepOf(line);
            }
        }
    }

    private WatchStep<T> StepOf(string line)
    {
        using var step = JsonDocument.Parse(line);
        var resource = step.RootElement.GetProperty("object");
        var type = step.RootElement.GetProperty("type").GetString();
        return type switch
        {
            "ADDED" => new WatchStep<T>(WatchKind.Added, Read(resource)),
            "MODIFIED" => new WatchStep<T>(WatchKind.Modified, Read(resource)),
            "DELETED" => new WatchStep<T>(WatchKind.Deleted, Read(resource)),
            "BOOKMARK" => new WatchStep<T>(WatchKind.Bookmark, Read(resource)),
            "ERROR" => throw Refusal(StatusOf(resource), resource.GetRawText()),
            _ => throw new JsonException($"A watch of {kind} sent an event of type {type}."),
        };
    }

    private async Task<HttpResponseMessage> SendAsync(string query, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var selector = labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(labels)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, $"{kind.PathIn(@namespace)}?{query}{selector}"));
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        }

        var answer = await client.HttpClient.SendAsync(request, completion, cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw Refusal(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    /// <summary>What the server says when it refuses is a Status object; a proxy in between may say anything.</summary>
    private Exception Refusal(HttpStatusCode status, string body)
    {
        V1Status? said = null;
        try
        {
            said = KubernetesJson.Deserialize<V1Status>(body);
        }
        catch (JsonException)
        {
            // Not the API server's own words: they are shown as they are.
        }

        var message = $"{kind}{(@namespace is null ? "" : $" in {@namespace}")}: {said?.Message ?? body}";
        return status == HttpStatusCode.Gone ? new VersionExpiredException(message) : new ApiServerException(status, said?.Reason ?? "", message);
    }

    private static HttpStatusCode StatusOf(JsonElement status) =>
        status.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? (HttpStatusCode)number : 0;

    private static T Read(JsonElement resource) => KubernetesJson.Deserialize<T>(resource);
}

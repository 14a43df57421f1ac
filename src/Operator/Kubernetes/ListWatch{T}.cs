using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>
/// Lists and watches one kind at the API server, in one namespace or in all; lists come in pages of one moment, watches with bookmarks.
/// What nobody looks at and takes much room is dropped: who owns which field, and kubectl's copy of what was applied.
/// </summary>
/// <param name="requests">The API server.</param>
/// <param name="kind">What is listed.</param>
/// <param name="namespace">The one namespace, or null for all.</param>
/// <param name="labels">Label selector, or null for everything.</param>
/// <param name="watchFor">How long the server keeps a watch open; it is opened again then.</param>
/// <param name="slim">Drops more of a resource before it is handed out; null for nothing more.</param>
internal sealed class ListWatch<T>(ApiRequests requests, ResourceKind kind, string? @namespace, string? labels, TimeSpan watchFor, Action<T>? slim = null) : IResourceFeed<T>
    where T : IKubernetesObject<V1ObjectMeta>
{
    // A page is in memory three times over while it is read, of each kind at once.
    private const int PageSize = 100;
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Time beyond <c>watchFor</c> in which the server ends a watch when the connection is alive.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public ListWatch(k8s.Kubernetes client, ResourceKind kind, string? @namespace, string? labels, TimeSpan watchFor)
        : this(new ApiRequests(TimeProvider.System, client), kind, @namespace, labels, watchFor)
    {
    }

    public string Name => kind.ToString();

    private string Subject => $"{kind}{(@namespace is null ? "" : $" in {@namespace}")}";

    public async Task<ResourceList<T>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<T>();
        string? next = null;
        string? version;
        do
        {
            using var page = await PageAsync(next, cancellationToken);
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
        var request = RequestOf($"watch=1&allowWatchBookmarks=true&timeoutSeconds={(int)watchFor.TotalSeconds}&resourceVersion={Uri.EscapeDataString(resourceVersion)}");
        await using var lines = requests.LinesAsync(request, watchFor + Grace, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await WithExpiryAsync(() => lines.MoveNextAsync()))
        {
            if (lines.Current.Length > 0)
            {
                yield return StepOf(lines.Current);
            }
        }
    }

    private Task<JsonDocument> PageAsync(string? next, CancellationToken cancellationToken) => WithExpiryAsync(async () =>
    {
        var request = RequestOf($"limit={PageSize}{(next is null ? "" : $"&continue={Uri.EscapeDataString(next)}")}");
        return JsonDocument.Parse(await requests.SendAsync(request, cancellationToken));
    });

    private ApiRequest RequestOf(string query) => new()
    {
        Method = HttpMethod.Get,
        Path = $"{kind.PathIn(@namespace)}?{query}{(labels is null ? "" : $"&labelSelector={Uri.EscapeDataString(labels)}")}",
        Subject = Subject,
    };

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
            // Of a custom resource a bookmark has nothing but the version: no spec, which the model requires.
            "BOOKMARK" => WatchStep<T>.Bookmark(VersionOf(resource)),
            "ERROR" => throw OrExpiry(ApiRequests.Refusal(Subject, StatusOf(resource), resource.GetRawText(), null)),
            _ => throw new JsonException($"A watch of {kind} sent an event of type {type}."),
        };
    }

    private static async Task<TResult> WithExpiryAsync<TResult>(Func<ValueTask<TResult>> work)
    {
        try
        {
            return await work();
        }
        catch (ApiServerException refusal) when (refusal.Status == HttpStatusCode.Gone)
        {
            throw OrExpiry(refusal);
        }
    }

    private static Exception OrExpiry(ApiServerException refusal) =>
        refusal.Status == HttpStatusCode.Gone ? new VersionExpiredException(refusal.Message, refusal) : refusal;

    private static HttpStatusCode StatusOf(JsonElement status) =>
        status.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? (HttpStatusCode)number : 0;

    private T Read(JsonElement element)
    {
        var resource = KubernetesJson.Deserialize<T>(element);
        resource.Metadata.ManagedFields = null;
        resource.Metadata.Annotations?.Remove(LastApplied);
        slim?.Invoke(resource);
        return resource;
    }

    private string VersionOf(JsonElement bookmark) =>
        bookmark.GetProperty("metadata").GetProperty("resourceVersion").GetString() ?? throw new JsonException($"A bookmark of {kind} came without a resourceVersion.");
}

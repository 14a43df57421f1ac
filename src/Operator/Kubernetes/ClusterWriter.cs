using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Writes to the API server under the name <see cref="FieldOwner.Name"/>.</summary>
/// <param name="requests">The API server.</param>
/// <param name="events">How an event is written.</param>
internal sealed class ClusterWriter(ApiRequests requests, EventDocuments events) : IClusterWriter
{
    private const string Manager = "fieldManager=" + FieldOwner.Name;
    private const string Forced = Manager + "&force=true";
    private const string UidField = "metadata.uid";

    public async Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await requests.SendAsync(new ApiRequest { Method = HttpMethod.Get, Path = PathOf(kind, key), Subject = $"Look at {kind} {key}" }, cancellationToken);
            return JsonNode.Parse(answer)?.AsObject() ?? throw new JsonException($"The API server answered with nothing for {kind} {key}.");
        }
        catch (ApiServerException refusal) when (refusal.MissingName == key.Name)
        {
            return null;
        }
    }

    public Task ApplyAsync(ResourceKind kind, NamespacedName key, JsonObject document, CancellationToken cancellationToken) =>
        requests.SendAsync(PatchOf($"Apply {kind} {key}", $"{PathOf(kind, key)}?{Forced}", MediaTypes.Apply, WireForm.WithoutNulls(document)), cancellationToken);

    public async Task ApplyStatusAsync(NamespacedName key, string uid, KeyspacesCdcStreamStatus status, CancellationToken cancellationToken)
    {
        // The server does not look at the uid in an applied status. A patch that tests it replaces the same status in one request.
        var patch = new JsonArray(
            new JsonObject { ["op"] = "test", ["path"] = "/metadata/uid", ["value"] = uid },
            new JsonObject { ["op"] = "add", ["path"] = "/status", ["value"] = WireForm.Of(status) });
        var subject = $"Write the status of {ResourceKinds.Streams} {key}";
        try
        {
            await requests.SendAsync(PatchOf(subject, $"{PathOf(ResourceKinds.Streams, key)}/status?{Manager}", MediaTypes.JsonPatch, patch), cancellationToken);
        }
        catch (ApiServerException refusal) when (refusal is { Status: HttpStatusCode.UnprocessableEntity, Causes.Count: 0 })
        {
            // A refusal that names no field: the test did not hold.
            throw Replaced(subject, uid, refusal);
        }
    }

    public async Task ApplyFinalizerAsync(NamespacedName key, string uid, bool isPresent, CancellationToken cancellationToken)
    {
        var subject = $"{(isPresent ? "Put" : "Take")} the finalizer {(isPresent ? "on" : "off")} {ResourceKinds.Streams} {key}";
        var document = new JsonObject
        {
            ["apiVersion"] = StreamApi.ApiVersion,
            ["kind"] = StreamApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace, ["uid"] = uid, ["finalizers"] = isPresent ? new JsonArray(StreamApi.Finalizer) : [] },
        };
        try
        {
            var path = PathOf(ResourceKinds.Streams, key);
            var answer = await requests.SendAsync(PatchOf(subject, $"{path}?{Forced}", MediaTypes.Apply, document), cancellationToken);
            if (!isPresent && RestOf(answer) is { } rest)
            {
                await requests.SendAsync(PatchOf(subject, $"{path}?{Manager}", MediaTypes.MergePatch, rest), cancellationToken);
            }
        }
        catch (ApiServerException refusal) when (refusal.Status == HttpStatusCode.UnprocessableEntity && refusal.Causes.Any(cause => cause.Field == UidField))
        {
            throw Replaced(subject, uid, refusal);
        }
    }

    public async Task DeleteAsync(ResourceKind kind, NamespacedName key, string uid, string? version, CancellationToken cancellationToken)
    {
        var preconditions = new JsonObject { ["uid"] = uid };
        if (version is not null)
        {
            preconditions["resourceVersion"] = version;
        }

        var options = new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["preconditions"] = preconditions, ["propagationPolicy"] = "Background",
        };
        try
        {
            await requests.SendAsync(new ApiRequest { Method = HttpMethod.Delete, Path = PathOf(kind, key), Subject = $"Delete {kind} {key}", Body = options }, cancellationToken);
        }
        catch (ApiServerException refusal) when (refusal.MissingName == key.Name || refusal.Status == HttpStatusCode.Conflict)
        {
            // Gone, another one by the same name, or changed since it was seen.
        }
    }

    public Task CreateEventAsync(StreamEvent happened, CancellationToken cancellationToken)
    {
        var stream = happened.Stream.Metadata;
        return requests.SendAsync(
            new ApiRequest
            {
                Method = HttpMethod.Post,
                Path = $"{ResourceKinds.Events.PathIn(stream.NamespaceProperty)}?{Manager}",
                Subject = $"Create an event {happened.Reason} about {ResourceKinds.Streams} {stream.NamespaceProperty}/{stream.Name}",
                Body = events.Write(happened),
            },
            cancellationToken);
    }

    /// <summary>
    /// A finalizer that others own too, because a backup or a whole manifest was written back, outlives our giving it up.
    /// The version that was answered guards the list against a change in between.
    /// </summary>
    /// <returns>The change that leaves the finalizers of others; null when ours is gone.</returns>
    private static JsonObject? RestOf(byte[] answer)
    {
        var metadata = JsonNode.Parse(answer)?["metadata"] ?? throw new JsonException("The API server answered with an object that has no metadata.");
        var finalizers = metadata["finalizers"] is JsonArray found ? found.Select(name => (string?)name).ToList() : [];
        if (!finalizers.Contains(StreamApi.Finalizer))
        {
            return null;
        }

        var others = finalizers.Where(name => name != StreamApi.Finalizer).Select(name => (JsonNode?)JsonValue.Create(name));
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = metadata["resourceVersion"]?.DeepClone(), ["finalizers"] = new JsonArray([.. others]) },
        };
    }

    private static ApiServerException Replaced(string subject, string uid, ApiServerException refusal) =>
        new(HttpStatusCode.Conflict, "Conflict", $"{subject}: the one with uid {uid} is gone, and another has its name. {refusal.Message}");

    private static ApiRequest PatchOf(string subject, string path, string mediaType, JsonNode body) =>
        new() { Method = HttpMethod.Patch, Path = path, Subject = subject, Body = body, MediaType = mediaType };

    private static string PathOf(ResourceKind kind, NamespacedName key) => $"{kind.PathIn(key.Namespace)}/{Uri.EscapeDataString(key.Name)}";
}

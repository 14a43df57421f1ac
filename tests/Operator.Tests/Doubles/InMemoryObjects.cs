using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Objects as an API server keeps them: with uid, version, generation and finalizers.</summary>
internal sealed class InMemoryObjects(TimeProvider clock)
{
    private static readonly string[] WithGeneration = ["keyspacescdcstreams.keyspaces-streamer.dev", "deployments.apps", "poddisruptionbudgets.policy"];

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, NamespacedName Key), JsonObject> _objects = [];
    private int _version = 100;
    private int _made;

    /// <summary>Hears of each object that changed, as it is now, and of each that is gone, as it was last: then with true.</summary>
    public Action<ResourceKind, NamespacedName, JsonObject, bool>? Changed { get; set; }

    /// <returns>A copy; null when there is none.</returns>
    public JsonObject? Find(ResourceKind kind, NamespacedName key)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault((kind.ToString(), key))?.DeepClone() as JsonObject;
        }
    }

    /// <summary>Stores an object whole, as its author or a controller would; what only a server sets is set, a change moves version and generation, no change moves nothing.</summary>
    public void Put(ResourceKind kind, NamespacedName key, JsonObject document)
    {
        JsonObject stored;
        lock (_lock)
        {
            var before = _objects.GetValueOrDefault((kind.ToString(), key));
            stored = (JsonObject)document.DeepClone();
            Stamp(kind, key, stored, before);
            if (before is not null && JsonNode.DeepEquals(before, stored))
            {
                return;
            }

            Metadata(stored)["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
            if (Metadata(stored)["deletionTimestamp"] is not null && FinalizersOf(stored).Count == 0)
            {
                Remove(kind, key);
                return;
            }

            _objects[(kind.ToString(), key)] = stored;
        }

        Changed?.Invoke(kind, key, stored, false);
    }

    /// <summary>Deletes as a server does: what has finalizers stays, marked, until the last is gone.</summary>
    public void Delete(ResourceKind kind, NamespacedName key)
    {
        if (Find(kind, key) is not { } found)
        {
            return;
        }

        Metadata(found)["deletionTimestamp"] ??= WireForm.TimeOf(clock.GetUtcNow());
        Put(kind, key, found);
    }

    public static JsonObject Metadata(JsonObject document)
    {
        if (document["metadata"] is not JsonObject metadata)
        {
            document["metadata"] = metadata = [];
        }

        return metadata;
    }

    public static IReadOnlyList<string> FinalizersOf(JsonObject document) =>
        Metadata(document)["finalizers"] is JsonArray finalizers ? [.. finalizers.Select(name => (string?)name ?? "")] : [];

    private void Remove(ResourceKind kind, NamespacedName key)
    {
        if (_objects.Remove((kind.ToString(), key), out var gone))
        {
            Changed?.Invoke(kind, key, gone, true);
        }
    }

    private void Stamp(ResourceKind kind, NamespacedName key, JsonObject stored, JsonObject? before)
    {
        var metadata = Metadata(stored);
        var known = before is null ? null : Metadata(before);
        (metadata["namespace"], metadata["name"]) = (key.Namespace, key.Name);
        metadata["uid"] = known?["uid"]?.DeepClone() ?? metadata["uid"]?.DeepClone() ?? $"uid-{++_made}";
        metadata["creationTimestamp"] = known?["creationTimestamp"]?.DeepClone() ?? metadata["creationTimestamp"]?.DeepClone() ?? WireForm.TimeOf(clock.GetUtcNow());
        metadata["resourceVersion"] = known?["resourceVersion"]?.DeepClone();
        if (WithGeneration.Contains(kind.ToString()))
        {
            var generation = (long?)known?["generation"] ?? 0;
            var isSame = before is not null && JsonNode.DeepEquals(before["spec"], stored["spec"]) && metadata["deletionTimestamp"] is null == known?["deletionTimestamp"] is null;
            metadata["generation"] = before is null ? (long?)metadata["generation"] ?? 1 : generation + (isSame ? 0 : 1);
        }
    }
}

using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Writes into <see cref="InMemoryObjects"/> and answers as the API server does; remembers what was asked, and fails when told to.</summary>
internal sealed class InMemoryClusterWriter(InMemoryObjects objects) : IClusterWriter
{
    private readonly Lock _lock = new();
    private readonly List<(Predicate<WriterCall> Fits, Exception Problem)> _failures = [];
    private readonly List<WriterCall> _calls = [];
    private readonly List<StreamEvent> _events = [];
    private readonly List<KeyspacesCdcStreamStatus> _statuses = [];

    /// <summary>All that was asked, in order, also what failed.</summary>
    public IReadOnlyList<WriterCall> Calls => Copy(_calls);

    public IReadOnlyList<StreamEvent> Events => Copy(_events);

    /// <summary>All statuses that were written, in order, of whichever stream.</summary>
    public IReadOnlyList<KeyspacesCdcStreamStatus> Statuses => Copy(_statuses);

    /// <summary>An admission webhook: may change an object while it is applied.</summary>
    public Action<ResourceKind, JsonObject>? Admission { get; set; }

    /// <summary>Hears of each object right after it was applied: another writer that is quick.</summary>
    public Action<ResourceKind, NamespacedName>? Applied { get; set; }

    /// <summary>The next call that fits fails, once, and changes nothing.</summary>
    public void FailNext(Predicate<WriterCall> fits, Exception problem)
    {
        lock (_lock)
        {
            _failures.Add((fits, problem));
        }
    }

    public async Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken)
    {
        JsonObject? found = null;
        await CallAsync(new WriterCall("find", kind.ToString(), key), () => found = objects.Find(kind, key), cancellationToken);
        return found;
    }

    public Task ApplyAsync(ResourceKind kind, NamespacedName key, JsonObject document, CancellationToken cancellationToken) =>
        CallAsync(new WriterCall("apply", kind.ToString(), key), () => Apply(kind, key, document), cancellationToken);

    public Task ApplyStatusAsync(NamespacedName key, string uid, KeyspacesCdcStreamStatus status, CancellationToken cancellationToken) =>
        CallAsync(new WriterCall("status", ResourceKinds.Streams.ToString(), key), () => ApplyStatus(key, uid, status), cancellationToken);

    public Task ApplyFinalizerAsync(NamespacedName key, string uid, bool isPresent, CancellationToken cancellationToken) =>
        CallAsync(new WriterCall(isPresent ? "finalizer" : "unfinalize", ResourceKinds.Streams.ToString(), key), () => ApplyFinalizer(key, uid, isPresent), cancellationToken);

    public Task DeleteAsync(ResourceKind kind, NamespacedName key, string uid, string? version, CancellationToken cancellationToken) =>
        CallAsync(new WriterCall("delete", kind.ToString(), key), () => Delete(kind, key, uid, version), cancellationToken);

    public Task CreateEventAsync(StreamEvent happened, CancellationToken cancellationToken) =>
        CallAsync(new WriterCall("event", happened.Reason, new NamespacedName(happened.Stream.Metadata.NamespaceProperty, happened.Stream.Metadata.Name)), () => _events.Add(happened), cancellationToken);

    private async Task CallAsync(WriterCall call, Action work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        lock (_lock)
        {
            _calls.Add(call);
            if (_failures.FindIndex(failure => failure.Fits(call)) is >= 0 and var index)
            {
                var problem = _failures[index].Problem;
                _failures.RemoveAt(index);
                throw problem;
            }

            work();
        }
    }

    /// <summary>What the document does not speak of and others own stays: status and finalizers.</summary>
    private void Apply(ResourceKind kind, NamespacedName key, JsonObject document)
    {
        var wanted = WireForm.WithoutNulls(document);
        var name = (string?)InMemoryObjects.Metadata(wanted)["name"];
        if (name != key.Name)
        {
            throw new ApiServerException(HttpStatusCode.BadRequest, "BadRequest", $"Apply {kind} {key}: the name of the object ({name}) does not match the name on the URL ({key.Name})");
        }

        if (objects.Find(kind, key) is { } before)
        {
            wanted["status"] ??= before["status"]?.DeepClone();
            InMemoryObjects.Metadata(wanted)["finalizers"] ??= InMemoryObjects.Metadata(before)["finalizers"]?.DeepClone();
        }

        Admission?.Invoke(kind, wanted);
        objects.Put(kind, key, WireForm.WithoutNulls(wanted));
        Applied?.Invoke(kind, key);
    }

    private void ApplyStatus(NamespacedName key, string uid, KeyspacesCdcStreamStatus status)
    {
        var stream = Require(key, uid) ?? throw new ApiServerException(HttpStatusCode.NotFound, "NotFound", $"Write the status of {ResourceKinds.Streams} {key}: not found");
        stream["status"] = WireForm.Of(status);
        objects.Put(ResourceKinds.Streams, key, stream);
        _statuses.Add(status);
    }

    private void ApplyFinalizer(NamespacedName key, string uid, bool isPresent)
    {
        var stream = Require(key, uid) ?? throw new ApiServerException(HttpStatusCode.Conflict, "Conflict", $"Apply the finalizer of {ResourceKinds.Streams} {key}: uid mismatch, no existing object was found");
        var finalizers = InMemoryObjects.FinalizersOf(stream).Where(name => name != StreamApi.Finalizer).ToList();
        if (isPresent)
        {
            finalizers.Add(StreamApi.Finalizer);
        }

        InMemoryObjects.Metadata(stream)["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(name => (JsonNode?)JsonValue.Create(name))]);
        objects.Put(ResourceKinds.Streams, key, WireForm.WithoutNulls(stream));
    }

    private void Delete(ResourceKind kind, NamespacedName key, string uid, string? version)
    {
        if (objects.Find(kind, key) is { } found && InMemoryObjects.Metadata(found) is var metadata && (string?)metadata["uid"] == uid
            && (version is null || (string?)metadata["resourceVersion"] == version))
        {
            objects.Delete(kind, key);
        }
    }

    private JsonObject? Require(NamespacedName key, string uid) =>
        objects.Find(ResourceKinds.Streams, key) is not { } stream || (string?)InMemoryObjects.Metadata(stream)["uid"] == uid
            ? objects.Find(ResourceKinds.Streams, key)
            : throw new ApiServerException(HttpStatusCode.Conflict, "Conflict", $"{ResourceKinds.Streams} {key}: the one with uid {uid} is gone, and another has its name.");

    private List<T> Copy<T>(List<T> items)
    {
        lock (_lock)
        {
            return [.. items];
        }
    }
}

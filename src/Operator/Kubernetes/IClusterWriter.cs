using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>Everything that a reconcile asks of the API server, besides what it watches.</summary>
internal interface IClusterWriter
{
    /// <summary>Looks at one object. For names that no watch has seen: somebody else's object may be under them.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ApiServerException">The server refused.</exception>
    Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key, CancellationToken cancellationToken);

    /// <summary>Server-side apply of a whole object as <see cref="FieldOwner.Name"/>, with force: what others wrote to our fields is taken back.</summary>
    /// <exception cref="ApiServerException">The server refused.</exception>
    Task ApplyAsync(ResourceKind kind, NamespacedName key, JsonObject document, CancellationToken cancellationToken);

    /// <summary>Replaces a stream's status; never makes a stream that is gone, and leaves another one by the same name alone.</summary>
    /// <exception cref="ApiServerException">The server refused; 404 or 409 when the stream with that uid is gone.</exception>
    Task ApplyStatusAsync(NamespacedName key, string uid, KeyspacesCdcStreamStatus status, CancellationToken cancellationToken);

    /// <summary>Puts our finalizer on a stream or takes it off; other finalizers stay as they are.</summary>
    /// <exception cref="ApiServerException">The server refused; 404 or 409 when the stream with that uid is gone.</exception>
    Task ApplyFinalizerAsync(NamespacedName key, string uid, bool isPresent, CancellationToken cancellationToken);

    /// <summary>Deletes an object of that uid; one that is gone is as it should be.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its name.</param>
    /// <param name="uid">Another object by the same name is left alone.</param>
    /// <param name="version">An object that was changed since this version is left alone; null when any will do.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ApiServerException">The server refused.</exception>
    Task DeleteAsync(ResourceKind kind, NamespacedName key, string uid, string? version, CancellationToken cancellationToken);

    /// <summary>Makes an event (events.k8s.io/v1) about a stream.</summary>
    /// <exception cref="ApiServerException">The server refused.</exception>
    Task CreateEventAsync(StreamEvent happened, CancellationToken cancellationToken);
}

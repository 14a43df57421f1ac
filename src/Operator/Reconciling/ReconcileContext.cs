using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>What one reconcile of one stream begins with. The stages change nothing of it but what is remembered for the next reconcile.</summary>
internal sealed class ReconcileContext(KeyspacesCdcStream stream, ReconcileState state)
{
    /// <summary>The stream as last seen.</summary>
    public KeyspacesCdcStream Stream => stream;

    /// <summary>What is remembered of it.</summary>
    public ReconcileState State => state;

    public NamespacedName Key { get; } = new(stream.Metadata.NamespaceProperty, stream.Metadata.Name);

    /// <summary>The Deployment as last seen.</summary>
    public V1Deployment? Deployment { get; init; }

    /// <summary>The stream's pods as last seen.</summary>
    public IReadOnlyList<V1Pod> Pods { get; init; } = [];

    /// <summary>Something that happened to the stream.</summary>
    public StreamEvent EventOf(bool isWarning, string reason, string action, string note) => new() { Stream = stream, IsWarning = isWarning, Reason = reason, Action = action, Note = note };
}

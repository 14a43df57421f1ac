using k8s;
using k8s.Models;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Controlling;

/// <summary>How the operator finds again what belongs to a stream.</summary>
internal static class OwnedLabels
{
    /// <summary>Selects the objects that the operator made.</summary>
    public const string Children = "app.kubernetes.io/managed-by=keyspaces-streamer-operator";

    /// <summary>Selects the pods that read streams.</summary>
    public const string Pods = "app.kubernetes.io/name=keyspaces-streamer,app.kubernetes.io/component=stream";

    /// <summary>Label with the name of the stream, in whose namespace the object lies.</summary>
    public const string Stream = StreamApi.Group + "/stream";

    /// <returns>Null when the object names no stream.</returns>
    public static ResourceKey? StreamOf(IKubernetesObject<V1ObjectMeta>? child) =>
        child?.Metadata.Labels is { } labels && labels.TryGetValue(Stream, out var name) ? new ResourceKey(child.Metadata.NamespaceProperty ?? "", name) : null;
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Resources;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>Terms under which the caches find streams and pods: a reconcile looks at those that concern it, and at no others.</summary>
internal static class StreamTerms
{
    public static IReadOnlyList<string> OfStream(KeyspacesCdcStream stream) => [OfTable(stream.Spec.CheckpointTable()), OfObjects(stream.Spec)];

    public static IReadOnlyList<string> OfPod(V1Pod pod) =>
        StreamLabels.StreamOf(pod.Metadata.Labels) is { } stream ? [OfPods(new NamespacedName(pod.Metadata.NamespaceProperty ?? "", stream))] : [];

    /// <summary>Streams that name this checkpoint table, in whatever region.</summary>
    public static string OfTable(string table) => $"table {table}";

    /// <summary>Streams that write objects of the same table under the same keys, in whatever region.</summary>
    public static string OfObjects(KeyspacesCdcStreamSpec spec) =>
        $"objects {spec.Source.Keyspace}.{spec.Source.Table} {spec.Destination.Bucket} {spec.Destination.Prefix}\n{spec.Destination.KeyTemplate}";

    /// <summary>Pods of a stream.</summary>
    public static string OfPods(NamespacedName stream) => $"pods {stream}";
}

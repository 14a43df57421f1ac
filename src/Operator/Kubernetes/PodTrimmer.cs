using k8s.Models;

namespace KeyspacesStreamer.Operator.Kubernetes;

/// <summary>What of a pod is not kept in the cache: nobody asks a pod for more of its spec than its node, and the rest is half of its size.</summary>
internal static class PodTrimmer
{
    /// <summary>What a feed of this kind drops; null for nothing.</summary>
    public static Action<T>? For<T>() => typeof(T) == typeof(V1Pod) ? resource => Slim((V1Pod)(object)resource!) : null; // a feed hands out no nulls

    private static void Slim(V1Pod pod) => pod.Spec = pod.Spec is { } spec ? new V1PodSpec { NodeName = spec.NodeName } : null;
}

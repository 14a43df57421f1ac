using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>Begins to watch objects of a type.</summary>
internal interface IOwnedWatches
{
    IResourceView<T> Watch<T>(ResourceKind kind)
        where T : class, IKubernetesObject<V1ObjectMeta>;
}

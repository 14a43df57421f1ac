using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>A kind of object that the operator makes for each stream: one row of <see cref="OwnedKinds"/>.</summary>
/// <param name="Kind">Where the API server keeps it.</param>
/// <param name="NameOf">The object's name, from the name of the stream.</param>
/// <param name="IsReadByPods">Whether pods run with what it says, so that they must not start with somebody else's.</param>
internal abstract record OwnedKind(ResourceKind Kind, Func<string, string> NameOf, bool IsReadByPods)
{
    /// <summary>The object as it should be; null when the stream should have none.</summary>
    public abstract IKubernetesObject<V1ObjectMeta>? Build(DesiredStream desired);

    /// <summary>Begins to watch the kind.</summary>
    public abstract IResourceView<IKubernetesObject<V1ObjectMeta>> Watch(IOwnedWatches watches);
}

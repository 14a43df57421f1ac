using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Resources;

/// <summary>A kind of object whose type is known.</summary>
/// <inheritdoc cref="OwnedKind"/>
internal sealed record OwnedKind<T>(ResourceKind Kind, Func<string, string> NameOf, Func<DesiredStream, T?> Builder, bool IsReadByPods = false) : OwnedKind(Kind, NameOf, IsReadByPods)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    public override IKubernetesObject<V1ObjectMeta>? Build(DesiredStream desired) => Builder(desired);

    public override IResourceView<IKubernetesObject<V1ObjectMeta>> Watch(IOwnedWatches watches) => watches.Watch<T>(Kind);
}

using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Reconciling;
using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>A view that can fall behind the cluster: while it is held it shows what it was given.</summary>
internal sealed class HeldView<T>(IResourceView<T> view) : IResourceView<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private IReadOnlyList<T>? _held;

    public void Hold(params T[] items) => _held = items;

    /// <summary>Catches up.</summary>
    public void LetGo() => _held = null;

    public T? Find(NamespacedName key) => _held is null ? view.Find(key) : _held.FirstOrDefault(item => ResourceCache<T>.KeyOf(item) == key);

    public IReadOnlyList<T> All() => _held ?? view.All();

    public IReadOnlyList<T> Under(string term) =>
        _held is null ? view.Under(term) : [.. _held.Where(item => item is KeyspacesCdcStream stream && StreamTerms.OfStream(stream).Contains(term))];
}

using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>The caches of several namespaces as one view.</summary>
internal sealed class ResourceViews<T>(IReadOnlyList<IResourceView<T>> views) : IResourceView<T>
    where T : class
{
    public T? Find(NamespacedName key) => views.Select(view => view.Find(key)).FirstOrDefault(found => found is not null);

    public IReadOnlyList<T> All() => [.. views.SelectMany(view => view.All())];

    public IReadOnlyList<T> Under(string term) => [.. views.SelectMany(view => view.Under(term))];
}

using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>All resources of one kind as last seen. Its items are shared: nobody may change them.</summary>
internal interface IResourceView<out T>
    where T : class
{
    T? Find(NamespacedName key);

    IReadOnlyList<T> All();

    /// <summary>Resources that bear a term of their index; what it costs follows from how many there are, not from how many resources there are in all.</summary>
    IReadOnlyList<T> Under(string term);
}

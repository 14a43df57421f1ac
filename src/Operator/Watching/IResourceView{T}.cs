using KeyspacesStreamer.Operator.Queues;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>All resources of one kind as last seen. Its items are shared: nobody may change them.</summary>
internal interface IResourceView<T>
    where T : class
{
    T? Find(ResourceKey key);

    IReadOnlyList<T> All();
}

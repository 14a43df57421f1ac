using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>Lists and watches resources of one kind.</summary>
internal interface IResourceFeed<T>
    where T : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The kind, for messages.</summary>
    string Name { get; }

    /// <summary>Everything there is, of one moment.</summary>
    Task<ResourceList<T>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What happens after a moment, until the server ends the watch.</summary>
    /// <exception cref="VersionExpiredException">The server does not remember that moment any more: list again.</exception>
    IAsyncEnumerable<WatchStep<T>> WatchAsync(string resourceVersion, CancellationToken cancellationToken);
}

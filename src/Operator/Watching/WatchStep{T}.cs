using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Watching;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Resource">The resource as it is now, or as it was last when it is gone; null for a bookmark, which holds no resource.</param>
/// <param name="ResourceVersion">The moment to watch on from.</param>
internal sealed record WatchStep<T>(WatchKind Kind, T? Resource, string ResourceVersion)
    where T : IKubernetesObject<V1ObjectMeta>
{
    public WatchStep(WatchKind kind, T resource)
        : this(kind, resource, resource.Metadata.ResourceVersion)
    {
    }

    public static WatchStep<T> Bookmark(string resourceVersion) => new(WatchKind.Bookmark, default, resourceVersion);
}

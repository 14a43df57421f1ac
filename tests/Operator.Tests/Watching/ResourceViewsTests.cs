using KeyspacesStreamer.Operator.Watching;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Watching;

public sealed class ResourceViewsTests
{
    [Fact]
    public void View_OverTwoNamespaces_ShowsBoth()
    {
        var (media, sport) = (Holding("media", "a"), Holding("sport", "a"));

        var view = new ResourceViews<V1ConfigMap>([media, sport]);

        Assert.Equal(["media", "sport"], view.All().Select(item => item.Metadata.NamespaceProperty));
        Assert.Equal("sport", view.Find(new NamespacedName("sport", "a"))?.Metadata.NamespaceProperty);
        Assert.Null(view.Find(new NamespacedName("news", "a")));
    }

    private static ResourceCache<V1ConfigMap> Holding(string place, string name)
    {
        var cache = new ResourceCache<V1ConfigMap>();
        cache.Replace([new V1ConfigMap { Metadata = new V1ObjectMeta { NamespaceProperty = place, Name = name } }]);
        return cache;
    }
}

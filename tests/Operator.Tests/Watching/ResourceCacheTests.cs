using k8s.Models;
using KeyspacesStreamer.Operator.Watching;

namespace KeyspacesStreamer.Operator.Tests.Watching;

/// <summary>The index of a cache tells what going through all resources would tell.</summary>
public sealed class ResourceCacheTests
{
    [Fact]
    public void Under_AfterManyRandomChanges_IsWhatAScanFinds()
    {
        var (random, cache) = (new Random(7), new ResourceCache<V1ConfigMap>(TermsOf));

        for (var step = 0; step < 3_000; step++)
        {
            Change(random, cache, step);

            var term = $"term-{random.Next(4)}";
            Assert.Equal(NamesOf(cache.All().Where(map => TermsOf(map).Contains(term))), NamesOf(cache.Under(term)));
        }

        Assert.Empty(cache.Under("never"));
    }

    private static void Change(Random random, ResourceCache<V1ConfigMap> cache, int step)
    {
        var map = MapOf(random, random.Next(12), step);
        if (random.Next(40) == 0)
        {
            cache.Replace([.. Enumerable.Range(0, random.Next(12)).Select(number => MapOf(random, number, step))]);
        }
        else
        {
            cache.Apply(new WatchStep<V1ConfigMap>(random.Next(3) == 0 ? WatchKind.Deleted : WatchKind.Modified, map));
        }
    }

    private static V1ConfigMap MapOf(Random random, int number, int step) => new()
    {
        Metadata = new V1ObjectMeta
        {
            NamespaceProperty = "maps",
            Name = $"map-{number}",
            Uid = $"{number}",
            ResourceVersion = $"{step}",
            Annotations = new Dictionary<string, string> { ["terms"] = string.Join(' ', Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(term => $"term-{term}")) },
        },
    };

    private static string[] TermsOf(V1ConfigMap map) => map.Metadata.Annotations["terms"].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> NamesOf(IEnumerable<V1ConfigMap> maps) => maps.Select(map => map.Metadata.Name).Order(StringComparer.Ordinal);
}

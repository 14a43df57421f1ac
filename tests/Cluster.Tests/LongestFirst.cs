using KeyspacesStreamer.Cluster.Tests.Operators;
using Xunit.Sdk;
using Xunit.v3;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Collections that take longest begin first, so that none of them is left alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [FaultCollection.Name, OperatorCollection.Name, ClusterCollection.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(RankOf)];

    private static int RankOf<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var rank ? rank : Longest.Length;
}

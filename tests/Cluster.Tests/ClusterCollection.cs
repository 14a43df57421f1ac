namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>Tests that share one API server on which the resource is defined; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<DefinedCluster>
{
    public const string Name = "a cluster";
}

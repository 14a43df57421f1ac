namespace KeyspacesStreamer.Cluster.Tests.Rights;

/// <summary>Tests of what the operator must be allowed, on one server.</summary>
[CollectionDefinition(Name)]
public sealed class RightsCollection : ICollectionFixture<RightsCluster>
{
    public const string Name = "rights";
}

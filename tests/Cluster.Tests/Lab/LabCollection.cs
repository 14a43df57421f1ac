namespace KeyspacesStreamer.Cluster.Tests.Lab;

/// <summary>Tests that share one cluster as on EKS.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LabCollection : ICollectionFixture<LabStand>
{
    public const string Name = "a cluster as on EKS";
}

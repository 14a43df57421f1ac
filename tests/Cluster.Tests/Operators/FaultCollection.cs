namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>Tests of operators to which AWS gives wrong answers or none. They wait longest, so they have a stand of their own beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class FaultCollection : ICollectionFixture<FaultStand>
{
    public const string Name = "operators and faults of AWS";
}

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>Tests of running operators, which share one stand; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OperatorCollection : ICollectionFixture<OperatorStand>
{
    public const string Name = "operators";
}

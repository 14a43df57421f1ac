namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>Tests of operators whose AWS services fail or refuse, which share one stand; one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AwsCollection : ICollectionFixture<AwsStand>
{
    public const string Name = "aws";
}

using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Operator.Aws.Checkpoints;

namespace KeyspacesStreamer.Operator.Tests.Aws.Checkpoints;

public sealed class TableFitnessTests
{
    [Fact]
    public void GlobalTable_LastWriterWins_IsUnfit() =>
        Assert.StartsWith("it is a global table with replicas in eu-west-1", TableFitness.UnfitOf(TableWith(null)), StringComparison.Ordinal);

    [Fact]
    public void GlobalTable_StronglyConsistent_IsFit() => Assert.Null(TableFitness.UnfitOf(TableWith(MultiRegionConsistency.STRONG)));

    private static TableDescription TableWith(MultiRegionConsistency? consistency) => new()
    {
        KeySchema = [new() { AttributeName = "leaseKey", KeyType = KeyType.HASH }],
        AttributeDefinitions = [new() { AttributeName = "leaseKey", AttributeType = ScalarAttributeType.S }],
        Replicas = [new() { RegionName = "eu-west-1" }],
        GlobalTableVersion = "2019.11.21",
        MultiRegionConsistency = consistency,
    };
}

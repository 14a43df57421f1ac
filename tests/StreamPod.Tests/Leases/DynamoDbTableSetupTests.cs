using Amazon.DynamoDBv2;
using KeyspacesStreamer.StreamPod.Leases;
using KeyspacesStreamer.StreamPod.Leases.DynamoDb;

namespace KeyspacesStreamer.StreamPod.Tests.Leases;

/// <summary>The table is waited for as long as it comes into being, and not for ever.</summary>
public sealed class DynamoDbTableSetupTests
{
    [Fact]
    public async Task Ensure_SlowCreation_IsWaitedFor()
    {
        using var client = new ScriptedDynamoDb(null, null, TableStatus.CREATING, TableStatus.CREATING, TableStatus.ACTIVE);

        await EnsureAsync(client, create: true);

        Assert.Equal((5, 2), (client.Described, client.Created));
    }

    [Fact]
    public async Task Ensure_TableBeingDeleted_IsCreatedAnewAfterwards()
    {
        using var client = new ScriptedDynamoDb(TableStatus.DELETING, null, TableStatus.ACTIVE);

        await EnsureAsync(client, create: true);

        Assert.Equal(1, client.Created);
    }

    [Fact]
    public async Task Ensure_NeverActive_GivesUpAfterTwoMinutesAndSaysTheStatus()
    {
        using var client = new ScriptedDynamoDb(TableStatus.CREATING);

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => EnsureAsync(client, create: true));

        Assert.Contains("is CREATING after 120 s", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_Updating_IsUsable()
    {
        using var client = new ScriptedDynamoDb(TableStatus.UPDATING);

        await EnsureAsync(client, create: false);

        Assert.Equal((1, 0), (client.Described, client.Created));
    }

    [Fact]
    public async Task Ensure_GlobalTableWhereTheLastWriterWins_IsRefused()
    {
        using var client = new ScriptedDynamoDb(TableStatus.ACTIVE) { Adjust = table => table.Replicas = [new() { RegionName = "eu-west-1" }] };

        var refusal = await Assert.ThrowsAsync<LeaseTableException>(() => EnsureAsync(client, create: false));

        Assert.StartsWith("Lease table 'leases' cannot hold leases: it is a global table with replicas in eu-west-1, where the last writer wins", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsMissing);
    }

    [Fact]
    public async Task Ensure_GlobalTableThatIsStronglyConsistent_IsUsable()
    {
        using var client = new ScriptedDynamoDb(TableStatus.ACTIVE)
        {
            Adjust = table => (table.Replicas, table.MultiRegionConsistency) = ([new() { RegionName = "eu-west-1" }], MultiRegionConsistency.STRONG),
        };

        await EnsureAsync(client, create: false);

        Assert.Equal(1, client.Described);
    }

    private static Task EnsureAsync(ScriptedDynamoDb client, bool create) =>
        new DynamoDbTableSetup(new SkippingClock(), new DynamoDbClients(client, client), "leases").EnsureAsync(create, TestContext.Current.CancellationToken);
}

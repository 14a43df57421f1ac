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

    private static Task EnsureAsync(ScriptedDynamoDb client, bool create) =>
        new DynamoDbTableSetup(new SkippingClock(), new DynamoDbClients(client, client), "leases").EnsureAsync(create, TestContext.Current.CancellationToken);
}

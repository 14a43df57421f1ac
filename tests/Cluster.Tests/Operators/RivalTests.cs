using Amazon.DynamoDBv2.Model;
using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>Two streams that name one checkpoint table: whoever claimed it goes on, however old the resources are.</summary>
[Collection(OperatorCollection.Name)]
public sealed class RivalTests(OperatorStand stand)
{
    private const string Owner = "owner";
    private const string Table = Owner + "-leases";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owner_IsRestoredAfterAStrangerNamedItsTable_GoesOnAndTheStrangerLearnsNoName()
    {
        var (space, strange) = (await stand.SpaceAsync(Owner), await stand.SpaceAsync("strange"));
        await stand.TableAsync("rivals", Owner);
        await using var running = await stand.StartOperatorAsync(Owner, new Dictionary<string, string> { ["WATCH_NAMESPACES"] = $"{space},{strange}" });
        var manifest = stand.Manifest(Owner, "rivals", Owner);
        await stand.ApplyAsync(space, manifest);
        await HasDeploymentAsync(space, Owner);
        await ClaimAsync(space);
        await stand.ApplyAsync(strange, stand.Manifest("stranger", "rivals", Owner).Replace("stranger-leases", Table, StringComparison.Ordinal));
        await stand.UntilReasonAsync(strange, "stranger", "SpecValid", "DuplicateStream");

        // Deleted and restored, as by GitOps or from a backup: the stranger is the older one now.
        await stand.Kubernetes.RequireAsync("delete", "kcs", Owner, "-n", space);
        await stand.UntilReasonAsync(strange, "stranger", "CheckpointTableReady", "ForeignTable");
        await stand.ApplyAsync(space, manifest);

        await HasDeploymentAsync(space, Owner);
        await stand.UntilReasonAsync(space, Owner, "SpecValid", "Valid");
        Assert.Equal("", await stand.GetAsync(strange, "deployments", "{.items[*].metadata.name}"));
        Assert.DoesNotContain($"{space}/", await stand.GetAsync(strange, "kcs stranger", "{.status.conditions[*].message}"), StringComparison.Ordinal);
    }

    private Task HasDeploymentAsync(string space, string stream) => Phase.UntilAsync(
        $"{space}/{stream} has its Deployment",
        async () => await stand.GetAsync(space, $"deployments {stream}-stream", "{.metadata.name}") is "" ? await stand.GetAsync(space, $"kcs {stream}", "{.status.conditions}") : null,
        Token);

    /// <summary>Claims the table as the stream's first pod does.</summary>
    private async Task ClaimAsync(string space)
    {
        var arn = await stand.GetAsync(space, $"kcs {Owner}", "{.status.streamArn}");
        await stand.DynamoDb.PutItemAsync(
            new PutItemRequest
            {
                TableName = Table,
                Item = new()
                {
                    ["leaseKey"] = new() { S = "stream#" }, ["entityType"] = new() { S = "STREAM" }, ["streamArn"] = new() { S = arn }, ["resource"] = new() { S = $"{space}/{Owner}" },
                },
            },
            Token);
    }
}

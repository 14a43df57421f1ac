using KeyspacesStreamer.Testing.Processes;

namespace KeyspacesStreamer.Cluster.Tests.Operators;

/// <summary>One stream, as a person with kubectl sees it.</summary>
[Collection(OperatorCollection.Name)]
public sealed class StreamTests(OperatorStand stand)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_MinimalStream_MakesItsObjectsAndFillsItsStatus()
    {
        await using var running = await stand.StartOperatorAsync("minimal");
        var space = await stand.SpaceAsync("minimal");
        await stand.TableAsync("shop", "minimal");

        await stand.ApplyAsync(space, stand.Manifest("minimal", "shop", "minimal"));
        await stand.UntilReasonAsync(space, "minimal", "StreamResolved", "StreamFound");
        await Phase.UntilAsync(
            "the Deployment is there",
            async () => await stand.GetAsync(space, "deployments minimal-stream", "{.spec.replicas}") is "1" ? null : await stand.GetAsync(space, "kcs minimal", "{.status}"),
            Token);

        Assert.Equal("minimal-settings minimal-stream minimal-metrics", $"{await stand.GetAsync(space, "cm minimal-settings", "{.metadata.name}")} {await stand.GetAsync(space, "deployments minimal-stream", "{.metadata.name}")} {await stand.GetAsync(space, "svc minimal-metrics", "{.metadata.name}")}");
        Assert.Equal("KeyspacesCdcStream/minimal", await stand.GetAsync(space, "deployments minimal-stream", "{.metadata.ownerReferences[0].kind}/{.metadata.ownerReferences[0].name}"));
        Assert.Contains("CheckpointTableCreated", await stand.Kubernetes.RequireAsync("describe", "kcs", "-n", space), StringComparison.Ordinal);
    }
}

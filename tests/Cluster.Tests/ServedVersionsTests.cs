using KeyspacesStreamer.Operator.Cluster;
using KeyspacesStreamer.Testing.Cluster;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>What a real API server says it serves.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ServedVersionsTests(DefinedCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreStreamsServed_DefinitionIsApplied_IsTrueAndDisruptionBudgetsHaveAVersion()
    {
        using var client = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());
        var versions = new ServedVersions(new ApiRequests(TimeProvider.System, client));

        var areServed = await versions.AreStreamsServedAsync(Token);
        var budgets = await versions.FindDisruptionBudgetsAsync(Token);

        Assert.True(areServed);
        Assert.Equal(0, (await cluster.KubectlAsync("get", $"poddisruptionbudgets.{budgets}.policy")).Code);
    }

    [Fact]
    public async Task AreStreamsServed_NoDefinition_IsFalse()
    {
        await using var empty = await ClusterProcess.StartAsync(ClusterParts.ApiServer, Token);
        using var client = ClusterConnection.Open(_ => null, empty.Kubeconfig, new AskedRequests());

        Assert.False(await new ServedVersions(new ApiRequests(TimeProvider.System, client)).AreStreamsServedAsync(Token));
    }
}

using KeyspacesStreamer.Operator.Kubernetes;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>What a real API server says it serves.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ServedVersionsTests(DefinedCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindDisruptionBudgets_RealServer_IsAVersionThatKubectlCanAskFor()
    {
        using var client = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());

        var budgets = await new ServedVersions(new ApiRequests(TimeProvider.System, client)).FindDisruptionBudgetsAsync(Token);

        Assert.Equal(0, (await cluster.KubectlAsync("get", $"poddisruptionbudgets.{budgets}.policy")).Code);
    }
}

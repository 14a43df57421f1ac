namespace KeyspacesStreamer.Cluster.Tests.Streaming;

/// <summary>A stream that chooses its number of pods by its shards.</summary>
public sealed class AutoscalingTests(StreamingStand stand)
{
    [Fact]
    public async Task Autoscaling_SixShardsTwoAPod_RunsThreePodsThatShareThem()
    {
        await using var table = await stand.TableAsync("autoscaled", shards: 6);

        await table.ApplyAsync("  autoscaling: { minReplicas: 1, maxReplicas: 5, shardsPerReplica: 2 }\n");
        await table.UntilPodsAsync(3);
        await table.UntilReadyAsync();
        await table.WorkAsync(600);
        await table.UntilCommittedAsync();

        Assert.Equal("3 3", $"{await table.StatusAsync("replicas")} {await table.StatusAsync("readyReplicas")}");
        // It may come in two steps: the operator may look while the first pod still makes leases.
        Assert.Contains("-> 3: 6 open shards, 2 a pod", await table.KubectlAsync("get", "events.events.k8s.io", "-o", "jsonpath={.items[*].note}"), StringComparison.Ordinal);
        Assert.Empty(await table.ViolationsAsync());
    }
}

using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>The Lease of an election on a real API server.</summary>
[Collection(ClusterCollection.Name)]
public sealed class CoordinationLeaseTests : LeaderLeaseContract, IDisposable
{
    private static readonly NamespacedName Key = new("default", "election");

    private readonly DefinedCluster _cluster;
    private readonly Kubernetes _client;

    public CoordinationLeaseTests(DefinedCluster cluster)
    {
        _cluster = cluster;
        _client = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryReplace_OthersLabelledTheLease_KeepsTheLabel()
    {
        var lease = Open();
        await lease.TryCreateAsync(Record(TimeSpan.FromSeconds(15)), Token);
        await _cluster.RequireAsync("label", "lease", Key.Name, "-n", Key.Namespace, "team=streams");
        var seen = await lease.FindAsync(Token);

        Assert.True(await lease.TryReplaceAsync(Record(TimeSpan.FromSeconds(20)), seen?.Version ?? "", Token));

        Assert.Equal("streams 20", await _cluster.RequireAsync("get", "lease", Key.Name, "-n", Key.Namespace, "-o", "jsonpath={.metadata.labels.team} {.spec.leaseDurationSeconds}"));
    }

    [Fact]
    public async Task Find_MadeByHandWithNothingInIt_HasNoHolder()
    {
        var answer = await _cluster.KubectlAsync(["create", "-f", "-"], $$$"""{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"{{{Key.Name}}}","namespace":"{{{Key.Namespace}}}"},"spec":{}}""");
        Assert.True(answer.Code == 0, answer.Text);

        var seen = await Open().FindAsync(Token);

        Assert.Equal(("", new LeaderTimes().LeaseDuration), (seen?.Record.Holder, seen?.Record.Duration));
    }

    [Fact]
    public async Task TryReplace_DeletedSince_IsFalse()
    {
        var lease = Open();
        await lease.TryCreateAsync(Record(TimeSpan.FromSeconds(15)), Token);
        var seen = await lease.FindAsync(Token);
        await _cluster.RequireAsync("delete", "lease", Key.Name, "-n", Key.Namespace);

        Assert.False(await lease.TryReplaceAsync(Record(TimeSpan.FromSeconds(15)), seen?.Version ?? "", Token));
    }

    public void Dispose()
    {
        _client.CoordinationV1.DeleteCollectionNamespacedLease(Key.Namespace);
        _client.Dispose();
    }

    private protected override ILeaderLease Open() => new CoordinationLease(new ApiRequests(TimeProvider.System, _client), Key);

    private static LeaderRecord Record(TimeSpan duration) => new()
    {
        Holder = "operator-0", Duration = duration, AcquiredAt = DateTimeOffset.UnixEpoch, RenewedAt = DateTimeOffset.UnixEpoch, Transitions = 0,
    };
}

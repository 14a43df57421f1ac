using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Operator.WorkQueue;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>What the shipped rights are enough for, and what they are not.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ShippedRightsTests(DefinedCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RightsScope.Cluster)]
    [InlineData(RightsScope.Namespaced)]
    public async Task Write_WithTheShippedRights_Succeeds(RightsScope scope)
    {
        var asked = new AskedRequests();
        await using var rights = await ShippedRights.GrantAsync(cluster, scope, $"rights-{scope}".ToLowerInvariant(), asked, Token);
        var key = new NamespacedName($"rights-{scope}".ToLowerInvariant(), "media-content");
        await cluster.RequireAsync("apply", "-n", key.Namespace, "-f", SampleFiles.GoodPath("minimal"));
        var requests = new ApiRequests(TimeProvider.System, rights.Client);
        var writer = WriterOf(requests);
        var feed = new ListWatch<KeyspacesCdcStream>(requests, ResourceKinds.Streams, key.Namespace, null, TimeSpan.FromMinutes(1));
        var stream = Assert.Single((await feed.ListAsync(Token)).Resources);

        await writer.ApplyFinalizerAsync(key, stream.Metadata.Uid, true, Token);
        await writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ObjectOf("ConfigMap", key.Name), Token);
        await writer.ApplyStatusAsync(key, stream.Metadata.Uid, new KeyspacesCdcStreamStatus { ObservedGeneration = 1 }, Token);
        await writer.CreateEventAsync(new StreamEvent { Stream = stream, IsWarning = false, Reason = "Streaming", Action = "Reconcile", Note = "It streams." }, Token);
        await writer.ApplyFinalizerAsync(key, stream.Metadata.Uid, false, Token);
        var lease = new CoordinationLease(requests, new NamespacedName(ShippedRights.OperatorNamespace, $"leader-{scope}".ToLowerInvariant()));
        await lease.TryCreateAsync(new LeaderRecord { Holder = "a", Duration = TimeSpan.FromSeconds(15), AcquiredAt = DateTimeOffset.UnixEpoch, RenewedAt = DateTimeOffset.UnixEpoch, Transitions = 0 }, Token);

        Assert.All(asked.All, request => Assert.InRange(request.Status ?? 0, 200, 299));
        Assert.Equal("", await cluster.RequireAsync("get", "kcs", key.Name, "-n", key.Namespace, "-o", "jsonpath={.metadata.finalizers}"));
    }

    [Fact]
    public async Task Without_OneRight_OnlyThatIsForbiddenAndTheMessageNamesIt()
    {
        const string Space = "rights-without";
        await using var rights = await ShippedRights.GrantAsync(cluster, RightsScope.Namespaced, Space, new AskedRequests(), Token);
        var writer = WriterOf(new ApiRequests(TimeProvider.System, rights.Client));

        await rights.WithoutAsync("", "configmaps", "patch", Token);
        var problem = await Assert.ThrowsAsync<ApiServerException>(() => writer.ApplyAsync(ResourceKinds.ConfigMaps, new NamespacedName(Space, "a"), ObjectOf("ConfigMap", "a"), Token));
        await writer.ApplyAsync(ResourceKinds.ServiceAccounts, new NamespacedName(Space, "a"), ObjectOf("ServiceAccount", "a"), Token);
        await rights.RestoreAsync(Token);
        await writer.ApplyAsync(ResourceKinds.ConfigMaps, new NamespacedName(Space, "a"), ObjectOf("ConfigMap", "a"), Token);

        var fault = ApiFaults.Find(problem);
        Assert.Equal(ApiFaultKind.Forbidden, fault?.Kind);
        Assert.Contains("cannot patch resource \"configmaps\" in API group \"\" in the namespace \"rights-without\"", fault?.Message, StringComparison.Ordinal);
        Assert.Contains("Apply config/rbac of this version", fault?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Namespaced_InAnotherNamespace_IsForbidden()
    {
        await using var rights = await ShippedRights.GrantAsync(cluster, RightsScope.Namespaced, "rights-mine", new AskedRequests(), Token);
        var writer = WriterOf(new ApiRequests(TimeProvider.System, rights.Client));

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => writer.ApplyAsync(ResourceKinds.ConfigMaps, new NamespacedName("default", "a"), ObjectOf("ConfigMap", "a"), Token));

        Assert.Equal(ApiFaultKind.Forbidden, ApiFaults.Find(problem)?.Kind);
    }

    private static JsonObject ObjectOf(string kind, string name) => new() { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };

    private static ClusterWriter WriterOf(ApiRequests requests) => new(requests, new EventDocuments(TimeProvider.System, new Random(6), "operator-0"));
}

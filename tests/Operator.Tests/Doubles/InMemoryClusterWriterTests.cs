using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>The writer that reconciles are tested with.</summary>
public sealed class InMemoryClusterWriterTests : ClusterWriterContract
{
    private readonly TestWorld _world = new(new FakeTimeProvider());

    private protected override IClusterWriter Writer => _world.Writer;

    [Fact]
    public async Task Apply_AChild_ShowsInTheViewWithWhatAServerAdds()
    {
        var key = new NamespacedName("media", "content");
        var document = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["metadata"] = new JsonObject { ["name"] = key.Name }, ["spec"] = new JsonObject { ["replicas"] = 1 } };
        await Writer.ApplyAsync(ResourceKinds.Deployments, key, document, Token);
        _world.Change<V1Deployment>(key, deployment => deployment.Status = new V1DeploymentStatus { ReadyReplicas = 1 });

        document["spec"] = new JsonObject { ["replicas"] = 2 };
        await Writer.ApplyAsync(ResourceKinds.Deployments, key, document, Token);

        var found = _world.Views.Deployments.Find(key);
        Assert.Equal((2, 1, 2L), (found?.Spec.Replicas, found?.Status.ReadyReplicas, found?.Metadata.Generation));
        Assert.Equal(["apply deployments.apps media/content", "apply deployments.apps media/content"], _world.Writer.Calls.Select(call => call.ToString()));
    }

    [Fact]
    public async Task FailNext_ACallFits_FailsOnceAndChangesNothing()
    {
        var key = new NamespacedName("media", "content");
        _world.Writer.FailNext(call => call.Kind == "configmaps", new HttpRequestException("cut off"));

        await Assert.ThrowsAsync<HttpRequestException>(() => Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token));
        Assert.Null(_world.Views.Owned[ResourceKinds.ConfigMaps].Find(key));
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);

        Assert.Equal("1", Assert.IsType<V1ConfigMap>(_world.Views.Owned[ResourceKinds.ConfigMaps].Find(key)).Data["value"]);
    }

    private protected override Task<NamespacedName> SpaceAsync(string name) => Task.FromResult(new NamespacedName("media", name));

    private protected override Task CreateStreamAsync(NamespacedName key, IReadOnlyList<string> finalizers)
    {
        _world.Put(TestStreams.Minimal(key.Namespace, key.Name, stream => stream.Metadata.Finalizers = finalizers.Count == 0 ? null : [.. finalizers]));
        return Task.CompletedTask;
    }

    private protected override Task DeleteStreamAsync(NamespacedName key)
    {
        _world.Delete<KeyspacesCdcStream>(key);
        return Task.CompletedTask;
    }

    private protected override Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key)
    {
        object? found = kind == ResourceKinds.Streams ? _world.Find<KeyspacesCdcStream>(key) : _world.Find<V1ConfigMap>(key);
        return Task.FromResult(found is null ? null : JsonNode.Parse(KubernetesJson.Serialize(found)) as JsonObject);
    }
}

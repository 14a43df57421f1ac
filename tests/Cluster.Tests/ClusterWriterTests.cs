using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;

namespace KeyspacesStreamer.Cluster.Tests;

/// <summary>What the operator writes, on a real API server.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterWriterTests : ClusterWriterContract, IDisposable
{
    private readonly DefinedCluster _cluster;
    private readonly Kubernetes _client;
    private readonly ApiRequests _requests;
    private readonly ClusterWriter _writer;

    public ClusterWriterTests(DefinedCluster cluster)
    {
        _cluster = cluster;
        _client = ClusterConnection.Open(_ => null, cluster.Cluster.Kubeconfig, new AskedRequests());
        _requests = new ApiRequests(TimeProvider.System, _client);
        _writer = new ClusterWriter(_requests, new EventDocuments(TimeProvider.System, new Random(5), "operator-0"));
    }

    private protected override IClusterWriter Writer => _writer;

    [Fact]
    public async Task Apply_OthersWroteToOurField_IsTakenBackAndTheirOwnStays()
    {
        var key = await SpaceAsync("drift");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);
        await _cluster.RequireAsync("patch", "configmap", key.Name, "-n", key.Namespace, "--type=merge", "--patch", """{"data":{"value":"2","theirs":"3"}}""");

        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);

        var data = (await RequireAsync(ResourceKinds.ConfigMaps, key))["data"];
        Assert.Equal(("1", "3"), ((string?)data?["value"], (string?)data?["theirs"]));
    }

    [Fact]
    public async Task ManagedFields_AfterFinalizerAndStatus_ClaimNothingElseOfTheStream()
    {
        var (key, uid) = await StreamAsync("managed");

        await Writer.ApplyFinalizerAsync(key, uid, true, Token);
        await Writer.ApplyStatusAsync(key, uid, new KeyspacesCdcStreamStatus { ObservedGeneration = 1 }, Token);

        var ours = (await MetadataAsync(ResourceKinds.Streams, key))["managedFields"]?.AsArray().Where(entry => (string?)entry?["manager"] == FieldOwner.Name) ?? [];
        Assert.Equal(
            [
                """ {"f:metadata":{"f:finalizers":{"v:\"keyspaces-streamer.dev/finalizer\"":{}}}}""",
                """status {"f:status":{".":{},"f:observedGeneration":{}}}""",
            ],
            ours.Select(entry => $"{entry?["subresource"]} {entry?["fieldsV1"]?.ToJsonString().Replace("\\u0022", "\\\"", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ApplyStatus_AnotherStreamHasTheName_IsToldFromAStatusThatIsRefused()
    {
        var (key, uid) = await StreamAsync("status-refused");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyStatusAsync(key, uid, new KeyspacesCdcStreamStatus { Conditions = [new() { Type = "no type" }] }, Token));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ApiFaultKind.Refused), (problem.Status, ApiFaults.Find(problem)?.Kind));
        Assert.Contains("status.conditions", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateEvent_OfAStream_ShowsInKubectlDescribe()
    {
        var (key, _) = await StreamAsync("event");
        var stream = KubernetesJson.Deserialize<KeyspacesCdcStream>((await RequireAsync(ResourceKinds.Streams, key)).ToJsonString());

        await Writer.CreateEventAsync(
            new StreamEvent { Stream = stream, IsWarning = true, Reason = "StreamChanged", Action = "ResolveStream", Note = new string('é', 2000) }, Token);

        var shown = (await _cluster.RequireAsync("describe", "kcs", key.Name, "-n", key.Namespace)).Split("\n").Single(line => line.Contains("StreamChanged", StringComparison.Ordinal));
        Assert.Equal(["Warning", "StreamChanged"], shown.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2]);
        Assert.Contains(EventDocuments.Controller, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_TheServerDoesNotKnowTheKind_IsGone()
    {
        var key = await SpaceAsync("kind");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyAsync(new ResourceKind("example.org", "v1", "parts"), key, ConfigMap(key, "1"), Token));

        Assert.Equal(ApiFaultKind.Gone, ApiFaults.Find(problem)?.Kind);
    }

    public void Dispose() => _client.Dispose();

    private protected override async Task<NamespacedName> SpaceAsync(string name)
    {
        var space = $"writer-{name}";
        await _cluster.RequireAsync("create", "namespace", space);
        return new NamespacedName(space, name);
    }

    private protected override async Task CreateStreamAsync(NamespacedName key, IReadOnlyList<string> finalizers)
    {
        var document = new JsonObject
        {
            ["apiVersion"] = StreamApi.ApiVersion,
            ["kind"] = StreamApi.Kind,
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["finalizers"] = new JsonArray([.. finalizers.Select(name => (JsonNode?)JsonValue.Create(name))]) },
            ["spec"] = JsonNode.Parse("""{"source":{"keyspace":"media","table":"media_content"},"destination":{"bucket":"keyspaces-data-1a2b3c4d"}}"""),
        };
        var answer = await _cluster.KubectlAsync(["create", "-n", key.Namespace, "-f", "-"], document.ToJsonString());
        Assert.True(answer.Code == 0, answer.Text);
    }

    private protected override Task DeleteStreamAsync(NamespacedName key) => _cluster.RequireAsync("delete", "kcs", key.Name, "-n", key.Namespace, "--wait=false");

    private protected override async Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key)
    {
        try
        {
            var answer = await _requests.SendAsync(new ApiRequest { Method = HttpMethod.Get, Path = $"{kind.PathIn(key.Namespace)}/{key.Name}", Subject = $"Read {kind} {key}" }, Token);
            return JsonNode.Parse(answer) as JsonObject;
        }
        catch (ApiServerException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

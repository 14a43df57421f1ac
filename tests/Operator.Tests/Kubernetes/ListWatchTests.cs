using System.Net;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Watching;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ListWatchTests : IDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;
    private readonly ListWatch<V1ConfigMap> _feed;

    public ListWatchTests()
    {
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, _api);
        _feed = new ListWatch<V1ConfigMap>(_client, new ResourceKind("", "v1", "configmaps"), "media", "app=streams", TimeSpan.FromMinutes(4));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_SeveralPages_AreJoinedAndTheLastVersionCounts()
    {
        _api.Then(Page("40", "tok en", "a", "b")).Then(Page("41", "", "c"));

        var list = await _feed.ListAsync(Token);

        Assert.Equal(["a", "b", "c"], list.Resources.Select(resource => resource.Metadata.Name));
        Assert.Equal("41", list.ResourceVersion);
        Assert.Equal(
            ["/api/v1/namespaces/media/configmaps?limit=100&labelSelector=app%3Dstreams", "/api/v1/namespaces/media/configmaps?limit=100&continue=tok%20en&labelSelector=app%3Dstreams"],
            _api.Requests);
    }

    [Fact]
    public async Task Watch_Lines_BecomeSteps()
    {
        _api.Then($"{Event("ADDED", "a", 5)}\n\n{Event("MODIFIED", "a", 6)}\n{Event("BOOKMARK", "", 9)}\n{Event("DELETED", "a", 10)}\n");

        var steps = new List<string>();
        await foreach (var step in _feed.WatchAsync("4", Token))
        {
            steps.Add($"{step.Kind} {step.Resource?.Metadata.Name} {step.ResourceVersion}");
        }

        Assert.Equal(["Added a 5", "Modified a 6", "Bookmark  9", "Deleted a 10"], steps);
        Assert.Equal("/api/v1/namespaces/media/configmaps?watch=1&allowWatchBookmarks=true&timeoutSeconds=240&resourceVersion=4&labelSelector=app%3Dstreams", Assert.Single(_api.Requests));
    }

    [Fact]
    public async Task Watch_Pods_KeepsOfTheirSpecTheNodeAlone()
    {
        _api.Then("""{"type":"ADDED","object":{"metadata":{"name":"a"},"spec":{"nodeName":"n","containers":[{"name":"streampod"}],"restartPolicy":"Always"},"status":{"phase":"Running"}}}""" + "\n");
        var feed = new ListWatch<V1Pod>(new ApiRequests(TimeProvider.System, _client), ResourceKinds.Pods, "media", null, TimeSpan.FromMinutes(4), PodTrimmer.For<V1Pod>());

        var pods = new List<V1Pod>();
        await foreach (var step in feed.WatchAsync("4", Token))
        {
            pods.Add(step.Resource!);
        }

        var pod = Assert.Single(pods);
        Assert.Equal(("n", null, null, "Running"), (pod.Spec.NodeName, pod.Spec.Containers, pod.Spec.RestartPolicy, pod.Status.Phase));
    }

    [Fact]
    public async Task Watch_BookmarkOfACustomResource_HasNoSpecAndIsTakenAllTheSame()
    {
        var feed = new ListWatch<KeyspacesCdcStream>(_client, ResourceKinds.Streams, null, null, TimeSpan.FromMinutes(4));
        _api.Then("""{"type":"BOOKMARK","object":{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","metadata":{"creationTimestamp":null,"resourceVersion":"77"}}}""" + "\n");

        var versions = new List<string>();
        await foreach (var step in feed.WatchAsync("4", Token))
        {
            versions.Add(step.ResourceVersion);
        }

        Assert.Equal(["77"], versions);
    }

    [Theory]
    [InlineData("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 4 (40)"}}""", HttpStatusCode.OK)]
    [InlineData("""{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 4 (40)"}""", HttpStatusCode.Gone)]
    public async Task Watch_VersionIsForgotten_SaysSoHoweverTheServerSaysIt(string body, HttpStatusCode status)
    {
        _api.Then(body, status);

        var problem = await Assert.ThrowsAsync<VersionExpiredException>(() => DrainAsync("4"));

        Assert.Contains("too old resource version: 4 (40)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Status","code":403,"reason":"Forbidden","message":"configmaps is forbidden"}""", "configmaps in media: configmaps is forbidden", "Forbidden")]
    [InlineData("<html>gateway</html>", "configmaps in media: <html>gateway</html>", "")]
    public async Task List_IsRefused_TellsTheServersWords(string body, string message, string reason)
    {
        _api.Then(body, HttpStatusCode.Forbidden);

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => _feed.ListAsync(Token));

        Assert.Equal((HttpStatusCode.Forbidden, reason, message), (problem.Status, problem.Reason, problem.Message));
    }

    [Fact]
    public async Task List_ResourcesWithBallast_AreHandedOutWithoutIt()
    {
        const string Metadata = """{"name":"a","resourceVersion":"1","annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","kept":"yes"},"managedFields":[{"manager":"kubectl"}]}""";
        _api.Then($$$"""{"metadata":{"resourceVersion":"4"},"items":[{"metadata":{{{Metadata}}},"data":{"big":"text"}}]}""");
        var feed = new ListWatch<V1ConfigMap>(new ApiRequests(TimeProvider.System, _client), ResourceKinds.ConfigMaps, null, null, TimeSpan.FromMinutes(4), map => map.Data = null);

        var found = Assert.Single((await feed.ListAsync(Token)).Resources);

        Assert.Equal(["kept"], found.Metadata.Annotations.Keys);
        Assert.Null(found.Metadata.ManagedFields);
        Assert.Null(found.Data);
    }

    [Fact]
    public void Path_OfACustomKindInAllNamespaces_HasItsGroup() =>
        Assert.Equal("apis/keyspaces-streamer.dev/v1alpha1/keyspacescdcstreams", new ResourceKind("keyspaces-streamer.dev", "v1alpha1", "keyspacescdcstreams").PathIn(null));

    public void Dispose() => _client.Dispose();

    private async Task DrainAsync(string version)
    {
        await foreach (var _ in _feed.WatchAsync(version, Token))
        {
        }
    }

    private static string Page(string version, string next, params string[] names) =>
        $$"""{"metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(',', names.Select(name => Resource(name, 1)))}}]}""";

    private static string Event(string type, string name, int version) => $$"""{"type":"{{type}}","object":{{Resource(name, version)}}}""";

    private static string Resource(string name, int version) => $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"media","resourceVersion":"{{{version}}}"}}""";
}

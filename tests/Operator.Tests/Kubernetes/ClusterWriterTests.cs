using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Tests.Doubles;
using KeyspacesStreamer.Operator.WorkQueue;
using Microsoft.Extensions.Time.Testing;
using k8s;
using k8s.Models;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ClusterWriterTests : IDisposable
{
    private const string Streams = "/apis/keyspaces-streamer.dev/v1alpha1/namespaces/media/keyspacescdcstreams";

    private static readonly NamespacedName Key = new("media", "content");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;
    private readonly ClusterWriter _writer;

    public ClusterWriterTests()
    {
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, _api);
        _writer = new ClusterWriter(new ApiRequests(TimeProvider.System, _client), new EventDocuments(new FakeTimeProvider(Now), new Random(1), "operator-0"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_AnObject_IsAForcedServerSideApplyWithoutNulls()
    {
        _api.Then("{}");

        await _writer.ApplyAsync(ResourceKinds.Deployments, Key, new JsonObject { ["kind"] = "Deployment", ["spec"] = new JsonObject { ["replicas"] = 2, ["paused"] = null } }, Token);

        var sent = Assert.Single(_api.Sent);
        Assert.Equal(("PATCH /apis/apps/v1/namespaces/media/deployments/content?fieldManager=keyspaces-streamer&force=true", "application/apply-patch+yaml"), (sent.Line, sent.MediaType));
        AssertJson("""{"kind":"Deployment","spec":{"replicas":2}}""", sent.Body);
    }

    [Fact]
    public async Task ApplyStatus_TimesWithFractions_AreWholeSecondsAndTheUidIsTested()
    {
        _api.Then("{}");
        var condition = new V1Condition { Type = "Ready", Status = "True", Reason = "Streaming", Message = "", LastTransitionTime = Now.UtcDateTime };

        await _writer.ApplyStatusAsync(Key, "u1", new KeyspacesCdcStreamStatus { ObservedGeneration = 3, Conditions = [condition], LastCommitTime = Now.UtcDateTime }, Token);

        var sent = Assert.Single(_api.Sent);
        Assert.Equal(($"PATCH {Streams}/content/status?fieldManager=keyspaces-streamer", "application/json-patch+json"), (sent.Line, sent.MediaType));
        AssertJson(
            """
            [{"op":"test","path":"/metadata/uid","value":"u1"},{"op":"add","path":"/status","value":{"observedGeneration":3,
            "conditions":[{"lastTransitionTime":"2026-01-02T03:04:05Z","message":"","reason":"Streaming","status":"True","type":"Ready"}],"lastCommitTime":"2026-01-02T03:04:05Z"}}]
            """,
            sent.Body);
    }

    [Fact]
    public async Task ApplyStatus_AnotherStreamHasTheName_IsAConflict()
    {
        _api.Then(HttpStatusCode.UnprocessableEntity, "Invalid", "the server rejected our request due to an error in our request");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => _writer.ApplyStatusAsync(Key, "u1", new KeyspacesCdcStreamStatus(), Token));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
        Assert.Contains("uid u1 is gone", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, """["keyspaces-streamer.dev/finalizer"]""")]
    [InlineData(false, "[]")]
    public async Task ApplyFinalizer_IsApplied_WithNothingElse(bool isPresent, string finalizers)
    {
        _api.Then("""{"metadata":{"resourceVersion":"7"}}""");

        await _writer.ApplyFinalizerAsync(Key, "u1", isPresent, Token);

        var sent = Assert.Single(_api.Sent);
        Assert.Equal(($"PATCH {Streams}/content?fieldManager=keyspaces-streamer&force=true", "application/apply-patch+yaml"), (sent.Line, sent.MediaType));
        AssertJson(
            $$$"""{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","metadata":{"name":"content","namespace":"media","uid":"u1","finalizers":{{{finalizers}}}}}""",
            sent.Body);
    }

    [Fact]
    public async Task ApplyFinalizer_OthersOwnItToo_IsTakenOffAllTheSame()
    {
        _api.Then("""{"metadata":{"resourceVersion":"7","finalizers":["backup/a","keyspaces-streamer.dev/finalizer"]}}""").Then("{}");

        await _writer.ApplyFinalizerAsync(Key, "u1", false, Token);

        Assert.Equal(($"PATCH {Streams}/content?fieldManager=keyspaces-streamer", "application/merge-patch+json"), (_api.Sent[1].Line, _api.Sent[1].MediaType));
        AssertJson("""{"metadata":{"resourceVersion":"7","finalizers":["backup/a"]}}""", _api.Sent[1].Body);
    }

    [Fact]
    public async Task Delete_AnObject_NamesItsUid()
    {
        _api.Then("{}");

        await _writer.DeleteAsync(ResourceKinds.DisruptionBudgets("v1"), Key, "u1", version: null, Token);

        var sent = Assert.Single(_api.Sent);
        Assert.Equal(("DELETE /apis/policy/v1/namespaces/media/poddisruptionbudgets/content", "application/json"), (sent.Line, sent.MediaType));
        AssertJson("""{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u1"},"propagationPolicy":"Background"}""", sent.Body);
    }

    [Fact]
    public async Task Delete_AVersion_NamesItToo()
    {
        _api.Then("{}");

        await _writer.DeleteAsync(ResourceKinds.Deployments, Key, "u1", "17", Token);

        AssertJson("""{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"u1","resourceVersion":"17"},"propagationPolicy":"Background"}""", Assert.Single(_api.Sent).Body);
    }

    [Fact]
    public async Task Delete_TheObjectIsGoneOrAnotherOne_IsDone()
    {
        _api.ThenMissing(Key.Name).Then(HttpStatusCode.Conflict, "Conflict", "the uid is another one");

        await _writer.DeleteAsync(ResourceKinds.Deployments, Key, "u1", version: null, Token);
        await _writer.DeleteAsync(ResourceKinds.Deployments, Key, "u1", version: null, Token);

        Assert.Equal(2, _api.Sent.Count);
    }

    [Fact]
    public async Task Find_TheObjectIsNotThere_IsNull()
    {
        _api.ThenMissing(Key.Name);

        Assert.Null(await _writer.FindAsync(ResourceKinds.Streams, Key, Token));
    }

    [Theory]
    [InlineData("404 page not found\n")]
    [InlineData("""{"kind":"Status","code":404,"reason":"NotFound","message":"the server could not find the requested resource","details":{}}""")]
    public async Task FindAndDelete_ServerDoesNotKnowThePathYet_SayNothingOfTheObject(string answer)
    {
        _api.Then(answer, HttpStatusCode.NotFound).Then(answer, HttpStatusCode.NotFound);

        var found = await Assert.ThrowsAsync<ApiServerException>(() => _writer.FindAsync(ResourceKinds.Streams, Key, Token));
        var deleted = await Assert.ThrowsAsync<ApiServerException>(() => _writer.DeleteAsync(ResourceKinds.Deployments, Key, "u1", version: null, Token));

        Assert.Equal((ApiFaultKind.Gone, ApiFaultKind.Gone), (ApiFaults.Find(found)?.Kind, ApiFaults.Find(deleted)?.Kind));
    }

    [Fact]
    public async Task Delete_IsForbidden_Throws()
    {
        _api.Then(HttpStatusCode.Forbidden, "Forbidden", "no");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => _writer.DeleteAsync(ResourceKinds.Deployments, Key, "u1", version: null, Token));

        Assert.Equal("Delete deployments.apps media/content: no", problem.Message);
    }

    [Fact]
    public async Task CreateEvent_OfAStream_SaysWhoWhatAndWhen()
    {
        _api.Then("{}");

        await _writer.CreateEventAsync(EventWith("The stream is another one."), Token);

        var sent = Assert.Single(_api.Sent);
        Assert.Equal("POST /apis/events.k8s.io/v1/namespaces/media/events?fieldManager=keyspaces-streamer", sent.Line);
        Assert.Matches("^content\\.[0-9a-f]{16}$", (string?)sent.Body?["metadata"]?["name"]);
        sent.Body!["metadata"]!.AsObject().Remove("name"); // matched above
        AssertJson(
            """
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"namespace":"media"},"eventTime":"2026-01-02T03:04:05.678000Z",
            "reportingController":"keyspaces-streamer.dev/operator","reportingInstance":"operator-0","type":"Warning","reason":"StreamChanged","action":"ResolveStream",
            "note":"The stream is another one.","regarding":{"apiVersion":"keyspaces-streamer.dev/v1alpha1","kind":"KeyspacesCdcStream","name":"content","namespace":"media","uid":"u1","resourceVersion":"7"}}
            """,
            sent.Body);
    }

    [Fact]
    public async Task CreateEvent_NoteIsTooLong_IsCutBetweenCharacters()
    {
        _api.Then("{}");

        await _writer.CreateEventAsync(EventWith(string.Concat(Enumerable.Repeat("😀", 400))), Token);

        // 255 characters of four bytes, and the three bytes of the ellipsis.
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 255)) + "…", (string?)Assert.Single(_api.Sent).Body?["note"]);
    }

    public void Dispose() => _client.Dispose();

    private static StreamEvent EventWith(string note) => new()
    {
        Stream = TestStreams.Minimal(Key.Namespace, Key.Name, stream => (stream.Metadata.Uid, stream.Metadata.ResourceVersion) = ("u1", "7")),
        IsWarning = true,
        Reason = "StreamChanged",
        Action = "ResolveStream",
        Note = note,
    };

    private static void AssertJson(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {expected}, found {actual?.ToJsonString()}");
}

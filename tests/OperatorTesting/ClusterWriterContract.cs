using System.Net;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Operator.Api.V1Alpha1;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using Xunit;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>What a reconcile may expect of its writes, in the double as on a server.</summary>
public abstract class ClusterWriterContract
{
    private const string NoSuchUid = "00000000-0000-4000-8000-000000000000";
    private const string Foreign = "example.org/backup";

    private static readonly KeyspacesCdcStreamStatus Status = new() { ObservedGeneration = 1, Replicas = 2 };

    private protected abstract IClusterWriter Writer { get; }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_TheSameAgain_ChangesNothing()
    {
        var key = await SpaceAsync("again");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);
        var before = await MetadataAsync(ResourceKinds.ConfigMaps, key);

        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);

        var after = await MetadataAsync(ResourceKinds.ConfigMaps, key);
        Assert.Equal(((string?)before["uid"], (string?)before["resourceVersion"]), ((string?)after["uid"], (string?)after["resourceVersion"]));
    }

    [Fact]
    public async Task Apply_SomethingElse_KeepsTheUidAndMovesTheVersion()
    {
        var key = await SpaceAsync("other");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);
        var before = await MetadataAsync(ResourceKinds.ConfigMaps, key);

        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "2"), Token);

        var after = await MetadataAsync(ResourceKinds.ConfigMaps, key);
        Assert.Equal((string?)before["uid"], (string?)after["uid"]);
        Assert.NotEqual((string?)before["resourceVersion"], (string?)after["resourceVersion"]);
    }

    [Fact]
    public async Task Apply_TheDocumentHasAnotherName_IsRefused()
    {
        var key = await SpaceAsync("name");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key with { Name = "another" }, "1"), Token));

        Assert.Equal(ApiFaultKind.Refused, ApiFaults.Find(problem)?.Kind);
    }

    [Fact]
    public async Task ApplyStatus_OfTheStream_LeavesTheGeneration()
    {
        var (key, uid) = await StreamAsync("status");

        await Writer.ApplyStatusAsync(key, uid, Status, Token);

        var stream = await RequireAsync(ResourceKinds.Streams, key);
        Assert.Equal((2, 1), ((int?)stream["status"]?["replicas"], (int?)stream["metadata"]?["generation"]));
    }

    [Fact]
    public async Task ApplyStatus_TheSameAgain_ChangesNothing()
    {
        var (key, uid) = await StreamAsync("status-again");
        await Writer.ApplyStatusAsync(key, uid, Status, Token);
        var before = (string?)(await MetadataAsync(ResourceKinds.Streams, key))["resourceVersion"];

        await Writer.ApplyStatusAsync(key, uid, Status, Token);

        Assert.Equal(before, (string?)(await MetadataAsync(ResourceKinds.Streams, key))["resourceVersion"]);
    }

    [Fact]
    public async Task ApplyStatus_FieldIsLeftOut_IsGone()
    {
        var (key, uid) = await StreamAsync("status-less");
        await Writer.ApplyStatusAsync(key, uid, Status with { Lag = "5s" }, Token);

        await Writer.ApplyStatusAsync(key, uid, Status, Token);

        Assert.Null((await RequireAsync(ResourceKinds.Streams, key))["status"]?["lag"]);
    }

    [Fact]
    public async Task ApplyStatus_AnotherStreamHasTheName_IsAConflictAndChangesNothing()
    {
        var (key, _) = await StreamAsync("status-replaced");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyStatusAsync(key, NoSuchUid, Status, Token));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
        Assert.Null((await RequireAsync(ResourceKinds.Streams, key))["status"]);
    }

    [Fact]
    public async Task ApplyStatus_TheStreamIsGone_IsNotFoundAndMakesNone()
    {
        var key = await SpaceAsync("status-gone");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyStatusAsync(key, NoSuchUid, Status, Token));

        Assert.Equal(HttpStatusCode.NotFound, problem.Status);
        Assert.Null(await FindAsync(ResourceKinds.Streams, key));
    }

    [Fact]
    public async Task ApplyFinalizer_OnAndOff_LeavesThoseOfOthersAndTheGeneration()
    {
        var (key, uid) = await StreamAsync("finalizer", Foreign);

        await Writer.ApplyFinalizerAsync(key, uid, true, Token);
        var on = await FinalizersAsync(key);
        await Writer.ApplyFinalizerAsync(key, uid, false, Token);

        Assert.Equal([Foreign, StreamApi.Finalizer], on.Order(StringComparer.Ordinal));
        Assert.Equal([Foreign], await FinalizersAsync(key));
        Assert.Equal(1, (int?)(await MetadataAsync(ResourceKinds.Streams, key))["generation"]);
    }

    [Fact]
    public async Task ApplyFinalizer_WrittenByOthersToo_IsTakenOffAllTheSame()
    {
        var (key, uid) = await StreamAsync("finalizer-restored", Foreign, StreamApi.Finalizer);
        await Writer.ApplyFinalizerAsync(key, uid, true, Token);

        await Writer.ApplyFinalizerAsync(key, uid, false, Token);

        Assert.Equal([Foreign], await FinalizersAsync(key));
    }

    [Fact]
    public async Task ApplyFinalizer_AnotherStreamHasTheName_IsAConflict()
    {
        var (key, _) = await StreamAsync("finalizer-replaced");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyFinalizerAsync(key, NoSuchUid, true, Token));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
        Assert.Empty(await FinalizersAsync(key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ApplyFinalizer_TheStreamIsGone_MakesNone(bool isPresent)
    {
        var key = await SpaceAsync($"finalizer-gone-{(isPresent ? "on" : "off")}");

        var problem = await Assert.ThrowsAsync<ApiServerException>(() => Writer.ApplyFinalizerAsync(key, NoSuchUid, isPresent, Token));

        Assert.Equal(HttpStatusCode.Conflict, problem.Status);
        Assert.Null(await FindAsync(ResourceKinds.Streams, key));
    }

    [Fact]
    public async Task ApplyFinalizer_OffADeletedStream_LetsItGo()
    {
        var (key, uid) = await StreamAsync("finalizer-last");
        await Writer.ApplyFinalizerAsync(key, uid, true, Token);
        await DeleteStreamAsync(key);
        Assert.NotNull((await MetadataAsync(ResourceKinds.Streams, key))["deletionTimestamp"]);

        await Writer.ApplyFinalizerAsync(key, uid, false, Token);

        Assert.Null(await FindAsync(ResourceKinds.Streams, key));
    }

    [Fact]
    public async Task Delete_AnotherObjectHasTheName_LeavesIt()
    {
        var key = await SpaceAsync("delete-replaced");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);

        await Writer.DeleteAsync(ResourceKinds.ConfigMaps, key, NoSuchUid, version: null, Token);

        Assert.NotNull(await FindAsync(ResourceKinds.ConfigMaps, key));
    }

    [Fact]
    public async Task Delete_ChangedSinceThatVersion_LeavesIt()
    {
        var key = await SpaceAsync("delete-changed");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);
        var before = await MetadataAsync(ResourceKinds.ConfigMaps, key);
        var uid = (string?)before["uid"] ?? "";
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "2"), Token);

        await Writer.DeleteAsync(ResourceKinds.ConfigMaps, key, uid, (string?)before["resourceVersion"], Token);
        Assert.NotNull(await FindAsync(ResourceKinds.ConfigMaps, key));

        await Writer.DeleteAsync(ResourceKinds.ConfigMaps, key, uid, (string?)(await MetadataAsync(ResourceKinds.ConfigMaps, key))["resourceVersion"], Token);
        Assert.Null(await FindAsync(ResourceKinds.ConfigMaps, key));
    }

    [Fact]
    public async Task Delete_TheObjectTwice_IsDone()
    {
        var key = await SpaceAsync("delete");
        await Writer.ApplyAsync(ResourceKinds.ConfigMaps, key, ConfigMap(key, "1"), Token);
        var uid = (string?)(await MetadataAsync(ResourceKinds.ConfigMaps, key))["uid"] ?? "";

        await Writer.DeleteAsync(ResourceKinds.ConfigMaps, key, uid, version: null, Token);
        await Writer.DeleteAsync(ResourceKinds.ConfigMaps, key, uid, version: null, Token);

        Assert.Null(await FindAsync(ResourceKinds.ConfigMaps, key));
    }

    /// <summary>A name in a namespace that exists.</summary>
    private protected abstract Task<NamespacedName> SpaceAsync(string name);

    /// <summary>Makes a minimal stream, as somebody else.</summary>
    private protected abstract Task CreateStreamAsync(NamespacedName key, IReadOnlyList<string> finalizers);

    /// <summary>Asks for the stream's deletion, and does not wait for it.</summary>
    private protected abstract Task DeleteStreamAsync(NamespacedName key);

    private protected abstract Task<JsonObject?> FindAsync(ResourceKind kind, NamespacedName key);

    private protected async Task<JsonObject> RequireAsync(ResourceKind kind, NamespacedName key) =>
        await FindAsync(kind, key) ?? throw new InvalidOperationException($"There is no {kind} {key}.");

    private protected async Task<(NamespacedName Key, string Uid)> StreamAsync(string name, params string[] finalizers)
    {
        var key = await SpaceAsync(name);
        await CreateStreamAsync(key, finalizers);
        return (key, (string?)(await MetadataAsync(ResourceKinds.Streams, key))["uid"] ?? "");
    }

    private protected async Task<JsonNode> MetadataAsync(ResourceKind kind, NamespacedName key) =>
        (await RequireAsync(kind, key))["metadata"] ?? throw new InvalidOperationException($"{kind} {key} has no metadata.");

    private protected static JsonObject ConfigMap(NamespacedName key, string value) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = key.Name, ["labels"] = new JsonObject { ["app"] = "test" } },
        ["data"] = new JsonObject { ["value"] = value },
    };

    private async Task<IReadOnlyList<string?>> FinalizersAsync(NamespacedName key) =>
        (await MetadataAsync(ResourceKinds.Streams, key))["finalizers"] is JsonArray found ? [.. found.Select(name => (string?)name)] : [];
}

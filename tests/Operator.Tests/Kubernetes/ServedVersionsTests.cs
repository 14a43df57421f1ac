using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ServedVersionsTests : IDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;
    private readonly ServedVersions _versions;

    public ServedVersionsTests()
    {
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, _api);
        _versions = new ServedVersions(new ApiRequests(TimeProvider.System, _client));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("poddisruptionbudgets", "v1")]
    [InlineData("evictions", null)]
    public async Task FindDisruptionBudgets_PreferredVersion_CountsWhenItHasThem(string resource, string? expected)
    {
        _api.Then("""{"preferredVersion":{"version":"v1"}}""").Then($$"""{"resources":[{"name":"{{resource}}"}]}""");

        var version = await _versions.FindDisruptionBudgetsAsync(Token);

        Assert.Equal(expected, version);
        Assert.Equal(["/apis/policy", "/apis/policy/v1"], _api.Requests);
    }

    [Fact]
    public async Task FindDisruptionBudgets_GroupIsNotServed_IsNull()
    {
        _api.Then(HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");

        Assert.Null(await _versions.FindDisruptionBudgetsAsync(Token));
    }

    [Fact]
    public async Task FindDisruptionBudgets_ServerCannotTell_Throws()
    {
        _api.Then(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "starting");

        await Assert.ThrowsAsync<ApiServerException>(() => _versions.FindDisruptionBudgetsAsync(Token));
    }

    public void Dispose() => _client.Dispose();
}

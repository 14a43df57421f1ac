using System.Net;
using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.WorkQueue;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

/// <summary>Which cluster this is, and who asks: told, not told, or not known for the moment.</summary>
public sealed class ClusterIdentityTests : IDisposable
{
    private readonly ScriptedApi _api = new();
    private readonly k8s.Kubernetes _client;
    private readonly ClusterIdentity _identity;

    public ClusterIdentityTests()
    {
        _client = new k8s.Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, _api);
        _identity = new ClusterIdentity(new ApiRequests(TimeProvider.System, _client));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindInstallation_IsTheUidOfTheOldestNamespace()
    {
        _api.Then("""{"metadata":{"name":"kube-system","uid":"0f1e2d3c"}}""");

        Assert.Equal("0f1e2d3c", await _identity.FindInstallationAsync(Token));

        Assert.Equal(["GET /api/v1/namespaces/kube-system"], _api.Sent.Select(sent => sent.Line));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Forbidden")]
    [InlineData(HttpStatusCode.NotFound, "NotFound")]
    public async Task FindInstallation_MayNotBeRead_IsNotKnown(HttpStatusCode status, string reason)
    {
        _api.Then(status, reason, "namespaces \"kube-system\" is forbidden");

        Assert.Null(await _identity.FindInstallationAsync(Token));
    }

    [Fact]
    public async Task FindInstallation_ServerCannotTell_Throws()
    {
        _api.Then(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", "starting");

        await Assert.ThrowsAsync<ApiServerException>(() => _identity.FindInstallationAsync(Token));
    }

    [Theory]
    [InlineData("system:serviceaccount:streamer:operator", "streamer/operator")]
    [InlineData("system:serviceaccount:streamer", null)]
    [InlineData("system:serviceaccount:a:b:c", null)]
    [InlineData("kubernetes-admin", null)]
    public async Task FindServiceAccount_IsReadFromTheUsersName(string user, string? expected)
    {
        _api.Then("""{"status":{"userInfo":{"username":"USER"}}}""".Replace("USER", user, StringComparison.Ordinal));

        var account = await _identity.FindServiceAccountAsync(Token);

        Assert.Equal(expected, account is { } known ? $"{known}" : null);
        Assert.Equal("POST /apis/authentication.k8s.io/v1/selfsubjectreviews", Assert.Single(_api.Sent).Line);
        Assert.Equal("SelfSubjectReview", (string?)_api.Sent[0].Body?["kind"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":{}}""")]
    public async Task FindServiceAccount_NobodyIsNamed_IsNotKnown(string answer)
    {
        _api.Then(answer);

        Assert.Equal((NamespacedName?)null, await _identity.FindServiceAccountAsync(Token));
    }

    [Fact]
    public async Task FindServiceAccount_ServerIsTooOldToTell_IsNotKnown()
    {
        _api.Then(HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");

        Assert.Null(await _identity.FindServiceAccountAsync(Token));
    }

    [Fact]
    public async Task FindServiceAccount_ServerCannotTell_Throws()
    {
        _api.Then(HttpStatusCode.InternalServerError, "InternalError", "etcd is away");

        await Assert.ThrowsAsync<ApiServerException>(() => _identity.FindServiceAccountAsync(Token));
    }

    public void Dispose() => _client.Dispose();
}

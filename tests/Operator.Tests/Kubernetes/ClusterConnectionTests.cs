using KeyspacesStreamer.Operator.Kubernetes;
using KeyspacesStreamer.Operator.Leadership;
using KeyspacesStreamer.Testing;
using k8s;

namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

public sealed class ClusterConnectionTests : IRequestObserver, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _asked = [];

    [Fact]
    public void Open_FileAndVariable_TheFileCounts()
    {
        var (given, ambient) = (Kubeconfig("given", "http://127.0.0.1:1001"), Kubeconfig("ambient", "http://127.0.0.1:1002"));

        using var byFile = ClusterConnection.Open(_ => ambient, given, this);
        using var byVariable = ClusterConnection.Open(name => name == "KUBECONFIG" ? ambient : null, null, this);

        Assert.Equal((1001, 1002), (byFile.BaseUri.Port, byVariable.BaseUri.Port));
    }

    [Fact]
    public void Open_AnyRequest_SaysWhoWeAre()
    {
        using var client = ClusterConnection.Open(_ => null, Kubeconfig("given", "http://127.0.0.1:1"), this);

        Assert.Matches("^keyspaces-streamer-operator/[0-9]+\\.[0-9]+\\.[0-9]+$", client.HttpClient.DefaultRequestHeaders.UserAgent.ToString());
    }

    [Fact]
    public async Task Open_ServerIsNotThere_TheObserverHearsOfARequestWithoutAnswer()
    {
        using var client = ClusterConnection.Open(_ => null, Kubeconfig("given", "http://127.0.0.1:1"), this);
        var request = new ApiRequest { Method = HttpMethod.Get, Path = "api/v1/pods", Subject = "Read pods" };

        await Assert.ThrowsAsync<HttpRequestException>(() => new ApiRequests(TimeProvider.System, client).SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(["GET /api/v1/pods -"], _asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_InCluster_NoProxyLeadsToTheServer(bool isInCluster)
    {
        var configuration = new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" };
        using var client = ClusterConnection.Open(configuration, isInCluster, this);
        using var handler = new SocketsHttpHandler();

        configuration.FirstMessageHandlerSetup(handler);

        Assert.Equal(!isInCluster, handler.UseProxy);
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
        Assert.Equal(new LeaderTimes().LeaseDuration, handler.KeepAlivePingDelay + handler.KeepAlivePingTimeout);
    }

    [Theory]
    [InlineData("127.0.0.1", "200")]
    [InlineData("10.0.0.1", "-")]
    public async Task Open_CertificateOfTheClustersAuthority_CountsForItsNameOnly(string name, string status)
    {
        await using var server = new OneAnswerServer(name, "200 OK", "{}");
        var configuration = new KubernetesClientConfiguration { Host = server.Address, SslCaCerts = [server.Certificate] };
        using var client = ClusterConnection.Open(configuration, true, this);
        var request = new ApiRequest { Method = HttpMethod.Get, Path = "api", Subject = "Ask" };

        var problem = await Record.ExceptionAsync(() => new ApiRequests(TimeProvider.System, client).SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal([$"GET /api {status}"], _asked);
        Assert.Equal(status == "-" ? HttpRequestError.SecureConnectionError : null, (problem as HttpRequestException)?.HttpRequestError);
    }

    public void Dispose() => _folder.Dispose();

    void IRequestObserver.RequestCompleted(string method, string path, int? status) => _asked.Add($"{method} {path} {status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}");

    private string Kubeconfig(string name, string server)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: test, cluster: { server: "{{server}}" } }]
            users: [{ name: test, user: { token: secret } }]
            contexts: [{ name: test, context: { cluster: test, user: test } }]
            current-context: test
            """);
        return path;
    }
}

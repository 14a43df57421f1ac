using KeyspacesStreamer.Operator.Commands;
using KeyspacesStreamer.Operator.Tests.Kubernetes;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.Operator.Tests.Commands;

/// <summary>The commands at a desk connect to the API server as the operator does.</summary>
public sealed class ClusterStreamsTests : IDisposable
{
    private const string Own = "127.0.0.1";
    private const string OtherServers = "10.0.0.1";
    private const string Media = """{"metadata":{"name":"media"},"spec":{"source":{"keyspace":"media","table":"content"},"destination":{"bucket":"bucket"}}}""";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(null, "contexts-own")]
    [InlineData("streams", "streams")]
    public async Task Find_Stream_IsLookedUpInItsNamespace(string? place, string expected)
    {
        await using var server = new OneAnswerServer(Own, "200 OK", Media);

        var found = await FindAsync(server, place);

        Assert.Equal("media", found?.Metadata.Name);
        Assert.Contains($"/namespaces/{expected}/keyspacescdcstreams/media ", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_NoSuchStream_IsNull()
    {
        await using var server = new OneAnswerServer(Own, "404 Not Found", "{}");

        Assert.Null(await FindAsync(server, "streams"));
        Assert.NotEmpty(server.Request);
    }

    [Fact]
    public async Task Find_CertificateOfAnotherServer_IsRefused()
    {
        await using var server = new OneAnswerServer(OtherServers, "200 OK", Media);

        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => FindAsync(server, "streams"));

        Assert.Equal((HttpRequestError.SecureConnectionError, ""), (problem.HttpRequestError, server.Request));
    }

    public void Dispose() => _folder.Dispose();

    private Task<Operator.Api.V1Alpha1.KeyspacesCdcStream?> FindAsync(OneAnswerServer server, string? place)
    {
        var file = _folder.PathOf("kubeconfig");
        File.WriteAllText(file, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: test, cluster: { server: "{{server.Address}}", certificate-authority-data: {{AuthorityOf(server)}} } }]
            users: [{ name: test, user: { token: secret } }]
            contexts: [{ name: test, context: { cluster: test, user: test, namespace: contexts-own } }]
            current-context: test
            """);
        return new ClusterStreams(name => name == "KUBECONFIG" ? file : null).FindAsync(place, "media", TestContext.Current.CancellationToken);
    }

    private static string AuthorityOf(OneAnswerServer server) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(server.Certificate.ExportCertificatePem()));
}

using System.Net;
using Amazon.Runtime;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>HTTP clients for S3: connections that stay warm between groups, are renewed for DNS changes, and leave bodies and redirects as they are.</summary>
internal sealed class S3HttpClients(TimeSpan requestTimeout) : HttpClientFactory
{
    /// <summary>Objects of a group are written in parallel; more at once would only share the same bandwidth.</summary>
    private const int ConnectionsPerServer = 64;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>S3 closes idle connections after a few seconds more than this.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(Handler(), disposeHandler: true) { Timeout = requestTimeout };

    private static SocketsHttpHandler Handler() => new()
    {
        MaxConnectionsPerServer = ConnectionsPerServer,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = Lifetime,
        AutomaticDecompression = DecompressionMethods.None,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}

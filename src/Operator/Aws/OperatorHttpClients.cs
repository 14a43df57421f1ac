using System.Net;
using Amazon.Runtime;

namespace KeyspacesStreamer.Operator.Aws;

/// <summary>HTTP clients of the operator: no redirects, no cookies, nothing unpacked, answers of bounded length.</summary>
internal sealed class OperatorHttpClients : HttpClientFactory
{
    /// <summary>A connection that is never closed would never see a new address of its host.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    public static readonly OperatorHttpClients Instance = new();

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new BoundedAnswers(Network()), disposeHandler: true) { Timeout = AttemptTimeout };

    private static SocketsHttpHandler Network() => new()
    {
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = Lifetime,
        AutomaticDecompression = DecompressionMethods.None,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}

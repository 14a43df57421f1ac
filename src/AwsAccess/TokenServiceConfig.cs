using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace KeyspacesStreamer.AwsAccess;

/// <summary>How the token service (STS) is called: with short patience, because whoever needs credentials tries again anyway.</summary>
internal static class TokenServiceConfig
{
    private const int Retries = 1;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public static AmazonSecurityTokenServiceConfig Of(RegionEndpoint region) => Redirects.Refused(new AmazonSecurityTokenServiceConfig
    {
        RegionEndpoint = region,
        RetryMode = RequestRetryMode.Standard,
        MaxErrorRetry = Retries,
        Timeout = AttemptTimeout,
        ConnectTimeout = ConnectTimeout,
    });
}

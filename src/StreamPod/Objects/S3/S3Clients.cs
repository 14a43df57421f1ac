using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using KeyspacesStreamer.AwsAccess;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Makes the S3 client of a pod: short patience of its own, because the writer of objects paces the retries.</summary>
internal static class S3Clients
{
    /// <summary>One request with its body; an object of 64 MiB needs 5 s at 100 Mbit/s.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Tries of the SDK after the first; enough for a connection that the server closed while idle.</summary>
    public const int Retries = 2;

    /// <param name="region">Region of the bucket; requests are signed for it.</param>
    /// <param name="endpoint">Overrides the service's address and addresses buckets by path; null for AWS.</param>
    /// <param name="credentials">Null for the SDK's default chain (IRSA, Pod Identity, environment, profile).</param>
    /// <param name="requestTimeout">Null for <see cref="RequestTimeout"/>.</param>
    public static IAmazonS3 Create(string region, Uri? endpoint, AWSCredentials? credentials = null, TimeSpan? requestTimeout = null)
    {
        var config = ConfigurationOf(region, endpoint, requestTimeout ?? RequestTimeout);
        return credentials is null ? new SealedPutClient(config) : new SealedPutClient(credentials, config);
    }

    private static AmazonS3Config ConfigurationOf(string region, Uri? endpoint, TimeSpan requestTimeout)
    {
        var config = Redirects.Refused(new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = requestTimeout,
            HttpClientFactory = new S3HttpClients(requestTimeout),
            // Objects carry the SHA-256 of their seal, and readers compare with the one in the metadata: no second hash in either direction.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = region;
            config.ForcePathStyle = true;
        }

        return config;
    }
}

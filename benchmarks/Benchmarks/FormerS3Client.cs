using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.StreamPod.Objects.S3;

namespace KeyspacesStreamer.Benchmarks;

/// <summary>S3's client as pods had it before: the SDK hashes the body with its own CRC32 and SHA-256 and sends it in signed chunks.</summary>
internal sealed class FormerS3Client(string region, Uri endpoint) : AmazonS3Client(new AmazonS3Config
{
    RetryMode = RequestRetryMode.Standard,
    MaxErrorRetry = S3Clients.Retries,
    Timeout = S3Clients.RequestTimeout,
    HttpClientFactory = new S3HttpClients(S3Clients.RequestTimeout),
    ServiceURL = endpoint.ToString(),
    AuthenticationRegion = region,
    ForcePathStyle = true,
})
{
    public override Task<PutObjectResponse> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        (request.ChecksumAlgorithm, request.ChecksumSHA256, request.UseChunkEncoding) = (null, null, true);
        return base.PutObjectAsync(request, cancellationToken);
    }
}

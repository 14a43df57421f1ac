using Amazon.Runtime;
using Amazon.Runtime.Identity;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Signature version 4 over a body whose SHA-256 is known. The SDK's own signer throws a given one away and reads the body again.</summary>
internal sealed class SealedPutSigner(byte[] sha256) : AWS4Signer
{
    private const string Service = "s3";

    private readonly string _payloadHash = Convert.ToHexStringLower(sha256);

    public override void Sign(IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity) =>
        Sign(request, clientConfig, CredentialsOf(identity).GetCredentials());

    public override async Task SignAsync(
        IRequest request, IClientConfig clientConfig, RequestMetrics metrics, BaseIdentity identity, CancellationToken token = default) =>
        Sign(request, clientConfig, await CredentialsOf(identity).GetCredentialsAsync());

    private void Sign(IRequest request, IClientConfig clientConfig, ImmutableCredentials credentials)
    {
        var signedAt = InitializeHeaders(request.Headers, request.Endpoint);
        request.Headers[HeaderKeys.XAmzContentSha256Header] = _payloadHash;
        request.DeterminedSigningRegion = DetermineSigningRegion(clientConfig, clientConfig.RegionEndpointServiceName, request.AlternateEndpoint, request);
        request.SignatureVersion = SignatureVersion.SigV4;
        var headers = SortAndPruneHeaders(request.Headers);
        var canonical = CanonicalizeRequest(
            request.Endpoint,
            request.ResourcePath,
            request.HttpMethod,
            headers,
            CanonicalizeQueryParameters(GetParametersToCanonicalize(request)),
            _payloadHash,
            request.PathResources,
            doubleEncode: false); // S3 alone encodes a path once
        var result = ComputeSignature(
            credentials,
            request.DeterminedSigningRegion,
            signedAt,
            string.IsNullOrEmpty(request.OverrideSigningServiceName) ? Service : request.OverrideSigningServiceName,
            CanonicalizeHeaderNames(headers),
            canonical);
        request.AWS4SignerResult = result;
        request.Headers[HeaderKeys.AuthorizationHeader] = result.ForAuthorizationHeader;
    }

    private static AWSCredentials CredentialsOf(BaseIdentity identity) =>
        identity as AWSCredentials ?? throw new AmazonClientException($"Writing an object is signed with AWS credentials; found {identity?.GetType().Name ?? "none"}.");
}

using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.S3.Model;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>The step of the SDK's pipeline that chooses the signature of a sealed object's PUT; other requests are signed as the SDK signs them.</summary>
internal sealed class SealedPutHandler : PipelineHandler
{
    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = executionContext.RequestContext;
        // Without credentials nothing is signed, and version 4a, for access points of several regions, has a key of another kind.
        if (context is { OriginalRequest: PutObjectRequest { ChecksumSHA256: { } sha256 }, Signer: not NullSigner, Request.SignatureVersion: not SignatureVersion.SigV4a })
        {
            context.Signer = new SealedPutSigner(Convert.FromBase64String(sha256));
        }

        return base.InvokeAsync<T>(executionContext);
    }
}

using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>S3's client that signs a PUT by the SHA-256 its object was sealed with, instead of hashing the body again.</summary>
internal sealed class SealedPutClient : AmazonS3Client
{
    public SealedPutClient(AmazonS3Config config) : base(config)
    {
    }

    public SealedPutClient(AWSCredentials credentials, AmazonS3Config config) : base(credentials, config)
    {
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerBefore<Signer>(new SealedPutHandler());
    }
}

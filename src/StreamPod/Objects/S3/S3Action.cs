namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>What was asked of S3, for the permission that a refusal names.</summary>
internal enum S3Action
{
    HeadBucket,
    Put,
    HeadObject,
    Get,
    List,
}

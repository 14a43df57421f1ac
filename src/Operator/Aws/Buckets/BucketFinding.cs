namespace KeyspacesStreamer.Operator.Aws.Buckets;

/// <summary>What a look at a bucket found.</summary>
internal enum BucketFinding
{
    Found,
    Missing,

    /// <summary>It lies in another region.</summary>
    OtherRegion,

    /// <summary>It exists, and another account owns it.</summary>
    OtherOwner,
}

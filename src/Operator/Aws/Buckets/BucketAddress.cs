namespace KeyspacesStreamer.Operator.Aws.Buckets;

/// <summary>A bucket, and where and whose it should be.</summary>
internal sealed record BucketAddress
{
    public required string Bucket { get; init; }

    public required string Region { get; init; }

    /// <summary>Address of S3; null for the region's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Account that must own it; null for any.</summary>
    public string? ExpectedOwner { get; init; }
}

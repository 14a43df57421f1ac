namespace KeyspacesStreamer.Operator.Aws.Buckets;

/// <summary>Result of a look at a bucket.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Region">Region in which it lies, where that was told.</param>
internal sealed record BucketInspection(BucketFinding Finding, string? Region);

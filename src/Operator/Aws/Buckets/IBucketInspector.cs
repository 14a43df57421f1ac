namespace KeyspacesStreamer.Operator.Aws.Buckets;

/// <summary>Looks at buckets.</summary>
internal interface IBucketInspector
{
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<BucketInspection> InspectAsync(BucketAddress address, CancellationToken cancellationToken);
}

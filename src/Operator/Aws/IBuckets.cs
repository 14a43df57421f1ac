namespace KeyspacesStreamer.Operator.Aws;

/// <summary>Looks at buckets.</summary>
internal interface IBuckets
{
    /// <exception cref="AwsCallException">The service refused or could not be reached.</exception>
    Task<BucketLook> LookAsync(BucketAddress address, CancellationToken cancellationToken);
}

using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.OperatorTesting;

/// <summary>Buckets in memory.</summary>
internal sealed class InMemoryBuckets : IBucketInspector
{
    private readonly ConcurrentDictionary<string, (string Region, string Owner)> _buckets = new();

    public CallPlan Calls { get; } = new();

    public void Add(string bucket, string region, string owner = "111122223333") => _buckets[bucket] = (region, owner);

    public void Remove(string bucket) => _buckets.TryRemove(bucket, out _);

    public Task<BucketInspection> InspectAsync(BucketAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(InspectAsync), cancellationToken);
        return Task.FromResult(!_buckets.TryGetValue(address.Bucket, out var bucket) ? new BucketInspection(BucketFinding.Missing, null)
            : bucket.Region != address.Region ? new BucketInspection(BucketFinding.OtherRegion, bucket.Region)
            : address.ExpectedOwner is { } owner && owner != bucket.Owner ? new BucketInspection(BucketFinding.OtherOwner, bucket.Region)
            : new BucketInspection(BucketFinding.Found, bucket.Region));
    }
}

using System.Collections.Concurrent;
using KeyspacesStreamer.Operator.Aws;

namespace KeyspacesStreamer.Operator.Tests.Doubles;

/// <summary>Buckets in memory.</summary>
internal sealed class InMemoryBuckets : IBuckets
{
    private readonly ConcurrentDictionary<string, (string Region, string Owner)> _buckets = new();

    public CallPlan Calls { get; } = new();

    public void Add(string bucket, string region, string owner = "111122223333") => _buckets[bucket] = (region, owner);

    public void Remove(string bucket) => _buckets.TryRemove(bucket, out _);

    public Task<BucketLook> LookAsync(BucketAddress address, CancellationToken cancellationToken)
    {
        Calls.Enter(nameof(LookAsync), cancellationToken);
        return Task.FromResult(!_buckets.TryGetValue(address.Bucket, out var bucket) ? new BucketLook(BucketFinding.Missing, null)
            : bucket.Region != address.Region ? new BucketLook(BucketFinding.OtherRegion, bucket.Region)
            : address.ExpectedOwner is { } owner && owner != bucket.Owner ? new BucketLook(BucketFinding.OtherOwner, bucket.Region)
            : new BucketLook(BucketFinding.Found, bucket.Region));
    }
}

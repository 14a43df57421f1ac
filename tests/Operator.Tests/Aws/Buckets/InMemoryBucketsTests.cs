using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.Operator.Tests.Aws.Buckets;

/// <summary>The buckets in memory hold to the contract.</summary>
public sealed class InMemoryBucketsTests : BucketInspectorContract
{
    private readonly InMemoryBuckets _buckets = new();

    [Fact]
    public async Task Look_OtherOwner_SaysSo()
    {
        _buckets.Add("mine", "us-east-1", "111122223333");

        var look = await _buckets.InspectAsync(Address("mine") with { ExpectedOwner = "444455556666" }, Stop);

        Assert.Equal(BucketFinding.OtherOwner, look.Finding);
    }

    private protected override ValueTask<IBucketInspector> OpenAsync() => ValueTask.FromResult<IBucketInspector>(_buckets);

    private protected override Task<string> CreateAsync(string region)
    {
        _buckets.Add("bucket", region);
        return Task.FromResult("bucket");
    }
}

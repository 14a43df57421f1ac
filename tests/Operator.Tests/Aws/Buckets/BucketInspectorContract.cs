using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.Operator.Tests.Aws.Buckets;

/// <summary>What every look at buckets holds to.</summary>
public abstract class BucketInspectorContract
{
    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_BucketInItsRegion_IsFound()
    {
        var buckets = await OpenAsync();
        var bucket = await CreateAsync("us-east-1");

        var look = await buckets.InspectAsync(Address(bucket), Stop);

        Assert.Equal(BucketFinding.Found, look.Finding);
    }

    [Fact]
    public async Task Look_BucketElsewhere_TellsTheRegion()
    {
        var buckets = await OpenAsync();
        var bucket = await CreateAsync("eu-central-1");

        var look = await buckets.InspectAsync(Address(bucket), Stop);

        Assert.Equal(new BucketInspection(BucketFinding.OtherRegion, "eu-central-1"), look);
    }

    [Fact]
    public async Task Look_NoBucket_IsMissing()
    {
        var buckets = await OpenAsync();

        var look = await buckets.InspectAsync(Address("nobodys-bucket"), Stop);

        Assert.Equal(BucketFinding.Missing, look.Finding);
    }

    private protected virtual BucketAddress Address(string bucket) => new() { Bucket = bucket, Region = "us-east-1" };

    private protected abstract ValueTask<IBucketInspector> OpenAsync();

    /// <returns>Name of the bucket.</returns>
    private protected abstract Task<string> CreateAsync(string region);
}

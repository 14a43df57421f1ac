using Amazon.S3.Model;
using KeyspacesStreamer.Operator.Aws;
using KeyspacesStreamer.Operator.Aws.Buckets;

namespace KeyspacesStreamer.Operator.Tests.Aws.Buckets;

/// <summary>HeadBucket holds to the contract, against moto.</summary>
public sealed class BucketInspectorTests(MotoService moto) : BucketInspectorContract, IClassFixture<MotoService>, IDisposable
{
    private readonly AwsClients _clients = LoopbackEndpoints.NewClients(MotoService.Credentials);

    public void Dispose() => _clients.Dispose();

    private protected override BucketAddress Address(string bucket) => base.Address(bucket) with { Endpoint = moto.Endpoint };

    private protected override ValueTask<IBucketInspector> OpenAsync()
    {
        MotoService.SkipUnlessInstalled();
        return ValueTask.FromResult<IBucketInspector>(new BucketInspector(TimeProvider.System, _clients));
    }

    private protected override async Task<string> CreateAsync(string region)
    {
        var bucket = moto.NewName("bucket");
        using var client = moto.NewS3();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegionName = region == "us-east-1" ? null : region }, Stop);
        return bucket;
    }
}

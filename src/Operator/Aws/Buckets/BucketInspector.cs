using System.Net;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Aws;

namespace KeyspacesStreamer.Operator.Aws.Buckets;

/// <summary>Looks at buckets with HeadBucket.</summary>
internal sealed partial class BucketInspector(TimeProvider clock, AwsClients clients) : IBucketInspector
{
    private const string RegionHeader = "x-amz-bucket-region";

    private readonly BoundedCalls _calls = new(clock);

    public async Task<BucketInspection> InspectAsync(BucketAddress address, CancellationToken cancellationToken)
    {
        if (await HeadAsync(address, address.ExpectedOwner, cancellationToken) is { } look)
        {
            return look;
        }

        // Refused with the owner: when the bucket answers without it, the permission is there and the owner is another one.
        return await HeadAsync(address, owner: null, cancellationToken) switch
        {
            { Finding: BucketFinding.Found } found => found with { Finding = BucketFinding.OtherOwner },
            { } other => other,
            null => throw new InvalidOperationException("A look without an owner ends with a finding or an exception."),
        };
    }

    /// <returns>Null when the bucket is not shown to somebody who expects this owner.</returns>
    private Task<BucketInspection?> HeadAsync(BucketAddress address, string? owner, CancellationToken cancellationToken)
    {
        var client = clients.S3(address.Region, address.Endpoint);
        var call = new AwsCall(
            AwsActions.HeadBucket,
            AwsArns.Bucket(address.Region, address.Bucket),
            $"Looking at bucket {address.Bucket} in {address.Region}",
            address.Endpoint ?? new Uri($"https://s3.{address.Region}.{AwsPartition.DomainOf(address.Region)}"))
        {
            IsElsewhere = address.Endpoint is not null,
        };
        return _calls.RunAsync(call, token => AskAsync(client, address, owner, token), cancellationToken);
    }

    private static async Task<BucketInspection?> AskAsync(IAmazonS3 client, BucketAddress address, string? owner, CancellationToken cancellationToken)
    {
        try
        {
            var request = new HeadBucketRequest { BucketName = address.Bucket, ExpectedBucketOwner = owner };
            var response = await client.HeadBucketAsync(request, cancellationToken);
            return LookOf(BucketFinding.Found, RegionOf(response.BucketRegion), address);
        }
        catch (AmazonS3Exception refusal) when (RegionIn(refusal) is { Length: > 0 } region && region != address.Region)
        {
            return new BucketInspection(BucketFinding.OtherRegion, region);
        }
        catch (AmazonS3Exception refusal) when (AwsAnswers.Judge(refusal).Kind == AwsErrorKind.OtherRegion)
        {
            return new BucketInspection(BucketFinding.OtherRegion, null);
        }
        catch (AmazonS3Exception refusal) when (refusal.StatusCode == HttpStatusCode.NotFound)
        {
            // The answer to a HEAD has no body: the status is all there is.
            return new BucketInspection(BucketFinding.Missing, null);
        }
        catch (AmazonS3Exception refusal) when (IsSilent(refusal))
        {
            return owner is not null && refusal.StatusCode == HttpStatusCode.Forbidden ? null : await ListAsync(client, address, owner, cancellationToken);
        }
    }

    /// <summary>Refused without a reason, and not by the clock: a listing gets the reason in words.</summary>
    private static bool IsSilent(AmazonS3Exception refusal) =>
        refusal.StatusCode is (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && AwsAnswers.Judge(refusal).Kind != AwsErrorKind.ClockSkew;

    /// <summary>A listing that is allowed says all that the HEAD was for.</summary>
    private static async Task<BucketInspection?> ListAsync(IAmazonS3 client, BucketAddress address, string? owner, CancellationToken token)
    {
        await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = address.Bucket, MaxKeys = 1, ExpectedBucketOwner = owner }, token);
        return new BucketInspection(BucketFinding.Found, null);
    }

    private static BucketInspection LookOf(BucketFinding finding, string? region, BucketAddress address) =>
        region is { Length: > 0 } && region != address.Region ? new BucketInspection(BucketFinding.OtherRegion, region) : new BucketInspection(finding, region);

    /// <summary>A region's name, and nothing else that a header may hold: it is in the status.</summary>
    private static string? RegionIn(AmazonS3Exception exception) => RegionOf(AwsAnswers.HeaderOf(exception, RegionHeader));

    private static string? RegionOf(string? header) => header is not null && RegionName().IsMatch(header) ? header : null;

    [GeneratedRegex("^[a-z]{2,8}(-[a-z]{1,12}){1,3}-[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();
}

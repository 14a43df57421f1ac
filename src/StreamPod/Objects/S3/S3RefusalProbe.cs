using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>
/// Looks again where a HEAD was refused: its answer has no body, so it does not tell a missing right from an expired token or a wrong clock. The Date
/// header tells of the clock, and a listing of one object gets the reason in words.
/// </summary>
internal sealed class S3RefusalProbe(TimeProvider clock, IAmazonS3 client, DestinationSettings destination)
{
    /// <summary>Whether the answer leaves open why.</summary>
    public static bool IsNeeded(AmazonS3Exception refusal) => refusal.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <returns>What S3 said of the listing; null when it was allowed.</returns>
    /// <exception cref="ClockSkewException">It is the clock.</exception>
    public async Task<AmazonS3Exception?> AskAsync(AmazonS3Exception refusal, string doing, string prefix, CancellationToken cancellationToken)
    {
        if (AwsAnswers.SkewOf(refusal, clock.GetUtcNow()) is { } skew)
        {
            throw new ClockSkewException(doing, skew, refusal);
        }

        var request = new ListObjectsV2Request { BucketName = destination.Bucket, Prefix = prefix, MaxKeys = 1, ExpectedBucketOwner = destination.ExpectedBucketOwner };
        try
        {
            await new AwsSubject("s3:ListBucket", $"s3://{destination.Bucket}/{prefix}").AskAsync(() => client.ListObjectsV2Async(request, cancellationToken));
            return null;
        }
        catch (AmazonS3Exception told)
        {
            return told;
        }
    }
}

using System.Net;
using Amazon.S3;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Turns what S3 refuses for good into instructions for the person who can mend it.</summary>
internal sealed class S3Refusals(TimeProvider clock, DestinationSettings destination, string region)
{
    private const string RegionHeader = "x-amz-bucket-region";

    private string Bucket => destination.Bucket;

    private string BucketArn => $"arn:{AwsPartition.Of(region)}:s3:::{Bucket}";

    /// <summary>The instruction, or null when trying again can help or the answer has a meaning of its own (404 of an object, 409, 412).</summary>
    public ObjectStoreException? Explain(AmazonS3Exception exception, S3Action action, string key)
    {
        if (IsOfOtherRegion(exception))
        {
            return OtherRegion(RegionIn(exception)!, exception); // a region that differs is there
        }

        var error = AwsAnswers.Judge(exception, clock.GetUtcNow());
        var instruction = error.Kind switch
        {
            _ when error.IsPassing => ByStatus(exception, action),
            AwsErrorKind.Outcome => null,
            AwsErrorKind.Missing => MissingBucket(),
            AwsErrorKind.OtherRegion => UnknownRegion(),
            AwsErrorKind.Denied => MissingPermission(action),
            AwsErrorKind.Key => $"the key {KmsKey} cannot be used. Enable it in {region}, or correct destination.encryption.kmsKeyId.",
            AwsErrorKind.Refused when destination.Endpoint is { } endpoint => $"{error.Sentence} The endpoint is {endpoint}.",
            _ => error.Sentence,
        };
        return instruction is null ? null : Refusal(exception, action, key, instruction, error);
    }

    /// <summary>Whether the answer names another region for the bucket than the one that was asked.</summary>
    public bool IsOfOtherRegion(AmazonS3Exception exception) => RegionIn(exception) is { Length: > 0 } found && found != region;

    /// <summary>The object may not be looked at although the bucket may be listed.</summary>
    public ObjectStoreException NotReadable(AmazonS3Exception exception, string key) => new(
        $"{Doing(S3Action.HeadObject, key)} was refused ({AwsAnswers.Text(exception)}), and a listing was allowed: {MissingPermission(S3Action.Get)}", ExitCodes.MissingPermission, exception);

    public ObjectStoreException OtherRegion(string found, Exception? exception = null) =>
        new($"Bucket '{Bucket}' is in region {found}, but {region} is configured. Set destination.region to {found}.", ExitCodes.MissingResource, exception);

    /// <summary>A HEAD has no body: that a bucket does not exist shows in the status alone.</summary>
    private string? ByStatus(AmazonS3Exception exception, S3Action action) =>
        exception.StatusCode == HttpStatusCode.NotFound && action is (S3Action.HeadBucket or S3Action.Put or S3Action.List) ? MissingBucket() : null;

    private ObjectStoreException Refusal(AmazonS3Exception exception, S3Action action, string key, string instruction, AwsError error)
    {
        var exitCode = error.IsPassing ? ExitCodes.MissingResource : error.ExitCode;
        return new ObjectStoreException($"{Doing(action, key)} was refused ({AwsAnswers.Text(exception)}): {instruction}", exitCode, exception)
        {
            IsOfOneObject = action == S3Action.Get && error.Kind is (AwsErrorKind.Archived or AwsErrorKind.Key),
        };
    }

    /// <summary>What is done on what, to come before "was refused".</summary>
    public string Doing(S3Action action, string key) => $"{WordOf(action)} s3://{Bucket}{(action is S3Action.HeadBucket ? "" : $"/{key}")}";

    private string MissingBucket() => $"bucket '{Bucket}' does not exist. Create it in {region}, or correct destination.bucket (it is immutable: make a new resource).";

    private string UnknownRegion() => $"bucket '{Bucket}' does not answer in region {region}. Set destination.region to the bucket's own region.";

    private string MissingPermission(S3Action action)
    {
        var missing = action switch
        {
            S3Action.Put => $"{PutActions()} on {BucketArn}/*",
            S3Action.Get => $"s3:GetObject on {BucketArn}/*",
            S3Action.HeadObject => $"s3:GetObject on {BucketArn}/* and s3:ListBucket on {BucketArn} (without it a missing object is answered with 403)",
            S3Action.HeadBucket or S3Action.List => $"s3:ListBucket on {BucketArn}",
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action of this store expected."),
        };
        var owner = destination.ExpectedBucketOwner is { } expected ? $" The bucket must belong to account {expected} (destination.expectedBucketOwner)." : "";
        return $"allow the pod's role {missing}, and see that no bucket policy denies it.{KmsPermission(action)}{owner}";
    }

    private string PutActions() => destination.Tags is { Count: > 0 } ? "s3:PutObject and s3:PutObjectTagging" : "s3:PutObject";

    private string KmsPermission(S3Action action) => (action, destination.Encryption?.Type) switch
    {
        (S3Action.Put, "aws:kms") => $" The key {KmsKey} must allow the role kms:GenerateDataKey.",
        (S3Action.Get, "aws:kms") => $" The key {KmsKey} must allow the role kms:Decrypt.",
        _ => "",
    };

    private string KmsKey => destination.Encryption?.KmsKeyId ?? "aws/s3";

    private static string WordOf(S3Action action) => action switch
    {
        S3Action.HeadBucket => "Reaching",
        S3Action.Put => "Writing",
        S3Action.HeadObject => "Looking at",
        S3Action.Get => "Reading",
        S3Action.List => "Listing",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action of this store expected."),
    };

    private static string? RegionIn(AmazonS3Exception exception) => AwsAnswers.HeaderOf(exception, RegionHeader);
}

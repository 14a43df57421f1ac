using System.Net;
using Amazon.Runtime.Internal;
using Amazon.S3;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Turns what S3 refuses for good into instructions for the person who can mend it.</summary>
internal sealed class S3Refusals(DestinationSettings destination, string region)
{
    private const string RegionHeader = "x-amz-bucket-region";
    private const string BadCredentials = "the credentials are not accepted. Check the service account's role (IRSA or Pod Identity) and the node's clock.";

    private string Bucket => destination.Bucket;

    private string Partition => region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    private string BucketArn => $"arn:{Partition}:s3:::{Bucket}";

    /// <summary>The instruction, or null when trying again can help or the answer has a meaning of its own (404 of an object, 409, 412).</summary>
    public ObjectStoreException? Explain(AmazonS3Exception exception, S3Action action, string key)
    {
        if (RegionIn(exception) is { Length: > 0 } found && found != region)
        {
            return OtherRegion(found, exception);
        }

        var instruction = exception.ErrorCode switch
        {
            // Passing: a new signature, a new connection or new credentials settle them.
            "RequestTimeout" or "ExpiredToken" or "SlowDown" or "BadDigest" or "IncompleteBody" or "XAmzContentSHA256Mismatch" => null,
            "NoSuchBucket" => MissingBucket(),
            "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => UnknownRegion(),
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "RequestTimeTooSkewed" => BadCredentials,
            "NotImplemented" => $"it does not know a part of the request. Objects need conditional writes (If-None-Match) with SHA-256 checksums; use a store that has them at {destination.Endpoint}.",
            { } code when code.StartsWith("KMS.", StringComparison.Ordinal) => $"the key {KmsKey} cannot be used. Enable it in {region}, or correct destination.encryption.kmsKeyId.",
            _ => ByStatus(exception, action),
        };
        return instruction is null ? null : Refusal(exception, action, key, instruction);
    }

    public ObjectStoreException OtherRegion(string found, Exception? exception = null) =>
        new($"Bucket '{Bucket}' is in region {found}, but {region} is configured. Set destination.region to {found}.", exception!);

    private string? ByStatus(AmazonS3Exception exception, S3Action action) => exception.StatusCode switch
    {
        HttpStatusCode.Forbidden => MissingPermission(action),
        HttpStatusCode.NotFound when action is S3Action.HeadBucket or S3Action.Put or S3Action.List => MissingBucket(),
        HttpStatusCode.MovedPermanently => UnknownRegion(),
        // A HEAD has no body to tell an expired token from a fault of ours; without a region header it may pass.
        HttpStatusCode.BadRequest when action is S3Action.HeadBucket or S3Action.HeadObject => null,
        HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed => "the request is not valid for this bucket. Check destination (storageClass, tags, encryption, keyTemplate) against the message.",
        _ => null,
    };

    private ObjectStoreException Refusal(AmazonS3Exception exception, S3Action action, string key, string instruction)
    {
        var subject = action is S3Action.HeadBucket ? $"s3://{Bucket}" : $"s3://{Bucket}/{key}";
        return new ObjectStoreException($"{WordOf(action)} {subject} was refused ({(int)exception.StatusCode} {exception.ErrorCode}: {exception.Message}): {instruction}", exception);
    }

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

    private static string? RegionIn(AmazonS3Exception exception) =>
        (exception.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue(RegionHeader);
}

using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.AwsAccess;
using KeyspacesStreamer.Contracts;
using KeyspacesStreamer.Contracts.Aws;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Faults;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Objects in one S3 bucket, created with <c>If-None-Match: *</c>.</summary>
/// <remarks>Refusals that a person must mend become <see cref="ObjectStoreException"/>; everything else passes as the SDK throws it.</remarks>
internal sealed class S3ObjectStore(TimeProvider clock, Random random, IAmazonS3 client, DestinationSettings destination, string region) : IObjectStore
{
    private readonly S3Refusals _refusals = new(clock, destination, region);
    private readonly S3RefusalProbe _secondLook = new(clock, client, destination);
    private readonly S3Conflicts _conflicts = new(clock, random);

    public string Name => $"s3://{destination.Bucket}";

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var request = new HeadBucketRequest { BucketName = destination.Bucket, ExpectedBucketOwner = destination.ExpectedBucketOwner };
        try
        {
            var response = await AskAsync(S3Action.HeadBucket, "", () => client.HeadBucketAsync(request, cancellationToken));
            if (response.BucketRegion is { Length: > 0 } found && found != region)
            {
                throw _refusals.OtherRegion(found);
            }
        }
        catch (AmazonS3Exception refusal) when (S3RefusalProbe.IsNeeded(refusal))
        {
            // A listing that is allowed says all that the HEAD was for.
            await LookAgainAsync(refusal, S3Action.HeadBucket, "", destination.Prefix ?? "", cancellationToken);
        }
    }

    public async Task<bool> TryCreateAsync(SealedObject content, CancellationToken cancellationToken)
    {
        ObjectKey.Validate(content.Key);
        return await _conflicts.SettleAsync(() => PutAsync(content, cancellationToken), cancellationToken);
    }

    // The checksum that S3 keeps was computed by S3: metadata is what somebody wrote.
    public Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) => FindAsync(key, ChecksumMode.ENABLED, cancellationToken);

    public async IAsyncEnumerable<ListedObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = destination.Bucket, Prefix = prefix, ExpectedBucketOwner = destination.ExpectedBucketOwner };
        // A bucket may have any number of pages.
        var pages = new PageTurns($"{Name}/{prefix}", max: int.MaxValue);
        do
        {
            var page = await AskAsync(S3Action.List, prefix, () => client.ListObjectsV2Async(request, cancellationToken));
            foreach (var item in page.S3Objects ?? [])
            {
                yield return new ListedObject(item.Key, item.Size ?? 0);
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (pages.Turn(request.ContinuationToken));
    }

    public async Task<Stream> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = destination.Bucket, Key = key, ExpectedBucketOwner = destination.ExpectedBucketOwner };
        try
        {
            var response = await AskAsync(S3Action.Get, key, () => client.GetObjectAsync(request, cancellationToken));
            return new S3Body(response.ResponseStream, $"{Name}/{key}");
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            throw new ObjectStoreException($"Nothing exists under {Name}/{key}.", ExitCodes.MissingResource, exception) { IsOfOneObject = true };
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StoredObject?> FindAsync(string key, ChecksumMode? checksum, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = destination.Bucket, Key = key, ExpectedBucketOwner = destination.ExpectedBucketOwner, ChecksumMode = checksum };
        try
        {
            var response = await AskAsync(S3Action.HeadObject, key, () => client.GetObjectMetadataAsync(request, cancellationToken));
            return new StoredObject
            {
                Key = key,
                SizeBytes = response.ContentLength,
                Sha256 = S3Headers.DigestOf(response.ChecksumSHA256),
                Metadata = S3Headers.MetadataOf(response.Metadata),
            };
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception refusal) when (S3RefusalProbe.IsNeeded(refusal))
        {
            await LookAgainAsync(refusal, S3Action.HeadObject, key, key, cancellationToken);
            // Of an object that is encrypted with a KMS key the checksum takes kms:Decrypt, which all else about it does not.
            if (refusal.StatusCode == HttpStatusCode.Forbidden)
            {
                return checksum is not null ? await FindAsync(key, null, cancellationToken) : throw _refusals.NotReadable(refusal, key);
            }

            throw;
        }
    }

    private async Task<bool> PutAsync(SealedObject content, CancellationToken cancellationToken)
    {
        // The SDK closes the stream it sent, so each try has its own.
        var request = S3Headers.PutOf(content, destination);
        try
        {
            await AskAsync(S3Action.Put, content.Key, () => client.PutObjectAsync(request, cancellationToken));
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (AmazonS3Exception exception) when (AwsAnswers.Judge(exception).Kind == AwsErrorKind.Damaged && !content.IsIntact)
        {
            // What was damaged on the way is sent again by the caller; this would be sent for ever. The next life of the pod reads the range again.
            throw new FatalFaultException(
                $"The bytes of {Name}/{content.Key} changed in this pod's memory after they were sealed, and S3 refused them ({exception.ErrorCode}). Nothing was stored. If this comes back, replace the node.",
                exception);
        }
    }

    /// <exception cref="ObjectStoreException">S3 said what is missing.</exception>
    /// <exception cref="AmazonS3Exception">S3 said that it passes.</exception>
    private async Task LookAgainAsync(AmazonS3Exception refusal, S3Action action, string key, string prefix, CancellationToken cancellationToken)
    {
        if (await _secondLook.AskAsync(refusal, _refusals.Doing(action, key), prefix, cancellationToken) is { } told)
        {
            throw _refusals.Explain(told, action, key) as Exception ?? told;
        }
    }

    private async Task<T> AskAsync<T>(S3Action action, string key, Func<Task<T>> ask)
    {
        try
        {
            return await new AwsSubject(ActionOf(action), $"{Name}/{key}").AskAsync(ask);
        }
        catch (AmazonS3Exception exception) when (!IsSilent(exception, action) && _refusals.Explain(exception, action, key) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>A HEAD that was refused without saying why: looked at again.</summary>
    private bool IsSilent(AmazonS3Exception exception, S3Action action) =>
        action is (S3Action.HeadBucket or S3Action.HeadObject) && S3RefusalProbe.IsNeeded(exception) && !_refusals.IsOfOtherRegion(exception);

    private static string ActionOf(S3Action action) => action switch
    {
        S3Action.HeadBucket or S3Action.List => "s3:ListBucket",
        S3Action.Put => "s3:PutObject",
        S3Action.HeadObject or S3Action.Get => "s3:GetObject",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action of this store expected."),
    };
}

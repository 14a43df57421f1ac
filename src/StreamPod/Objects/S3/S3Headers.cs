using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>Objects in the words of S3's requests and answers.</summary>
internal static class S3Headers
{
    private const string MetadataPrefix = "x-amz-meta-";

    /// <summary>
    /// A PUT that succeeds only while nothing exists under the key. The SHA-256 of the seal goes along as checksum and as what is signed, so S3 refuses
    /// bytes that changed since; the body is sent as it is, because chunks would leave <c>aws-chunked</c> in the Content-Encoding of some stores.
    /// </summary>
    public static PutObjectRequest PutOf(SealedObject content, DestinationSettings destination)
    {
        var request = new PutObjectRequest
        {
            BucketName = destination.Bucket,
            Key = content.Key,
            InputStream = new SequenceStream(content.Content),
            ContentType = content.ContentType,
            IfNoneMatch = "*",
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256, // a bucket with Object Lock asks for the name too
            ChecksumSHA256 = Convert.ToBase64String(content.Sha256.Span),
            UseChunkEncoding = false,
            ExpectedBucketOwner = destination.ExpectedBucketOwner,
        };
        request.Headers.ContentLength = content.Content.Length;
        if (content.ContentEncoding is not null)
        {
            request.Headers.ContentEncoding = content.ContentEncoding;
        }

        foreach (var (name, value) in content.Metadata)
        {
            request.Metadata[name] = value;
        }

        AddStorage(request, destination);
        return request;
    }

    public static IReadOnlyDictionary<string, string> MetadataOf(MetadataCollection metadata)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (var header in metadata.Keys)
        {
            var name = header.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) ? header[MetadataPrefix.Length..] : header;
            found[name.ToLowerInvariant()] = metadata[header];
        }

        return found;
    }

    /// <summary>Lower-case hex of a checksum as S3 writes it; of what was put in parts it has none that could be compared, which is told apart by its text.</summary>
    public static string? DigestOf(string? checksum) =>
        string.IsNullOrEmpty(checksum) ? null
        : Convert.TryFromBase64String(checksum, new byte[32], out var written) && written == 32 ? Convert.ToHexStringLower(Convert.FromBase64String(checksum))
        : checksum;

    private static void AddStorage(PutObjectRequest request, DestinationSettings destination)
    {
        if (destination.Encryption is { } encryption)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(encryption.Type);
            request.ServerSideEncryptionKeyManagementServiceKeyId = encryption.KmsKeyId;
        }

        if (destination.StorageClass is { } storageClass)
        {
            request.StorageClass = S3StorageClass.FindValue(storageClass);
        }

        if (destination.Tags is { Count: > 0 } tags)
        {
            // A fixed order, so that the same object is asked for with the same request.
            request.TagSet = [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        }
    }
}

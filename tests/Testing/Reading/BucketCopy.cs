using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using KeyspacesStreamer.Testing.Servers;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>Fetches all objects of a bucket past every proxy.</summary>
internal static class BucketCopy
{
    public static AmazonS3Client Client(Uri endpoint) => new(TestServers.AccessKey, TestServers.SecretKey, new AmazonS3Config
    {
        ServiceURL = endpoint.ToString(), AuthenticationRegion = TestServers.Region, ForcePathStyle = true,
    });

    public static Task<IReadOnlyList<BucketObject>> FetchAsync(AmazonS3Client s3, string bucket, CancellationToken cancellationToken) => FetchAllAsync(s3, bucket, null, cancellationToken);

    /// <summary>Fetches the objects whose keys begin with a prefix.</summary>
    public static Task<IReadOnlyList<BucketObject>> FetchBelowAsync(AmazonS3Client s3, string bucket, string prefix, CancellationToken cancellationToken) =>
        FetchAllAsync(s3, bucket, prefix, cancellationToken);

    /// <summary>The lines of an object's stored bytes.</summary>
    public static IReadOnlyList<JsonElement> Lines(string key, byte[] stored, bool isGzip)
    {
        using var content = new MemoryStream(stored);
        using Stream plain = isGzip ? new GZipStream(content, CompressionMode.Decompress) : content;
        using var text = new StreamReader(plain, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var all = text.ReadToEnd();
        if (!all.EndsWith('\n'))
        {
            throw new FormatException($"{key} does not end with a line feed.");
        }

        return [.. all[..^1].Split('\n').Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    /// <summary>The keys of all objects of streams.</summary>
    public static async IAsyncEnumerable<string> KeysAsync(AmazonS3Client s3, string bucket, string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken);
            foreach (var listed in (page.S3Objects ?? []).Where(listed => !IsAside(listed.Key)))
            {
                yield return listed.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>A pod's proof that the store creates an object once, and the schemas of rows, hold no record.</summary>
    private static bool IsAside(string key) => key.EndsWith("_probe/create-only.json", StringComparison.Ordinal) || key.Contains("/_schema/", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<BucketObject>> FetchAllAsync(AmazonS3Client s3, string bucket, string? prefix, CancellationToken cancellationToken)
    {
        var objects = new List<BucketObject>();
        await foreach (var key in KeysAsync(s3, bucket, prefix, cancellationToken))
        {
            objects.Add(await FetchAsync(s3, bucket, key, cancellationToken));
        }

        return objects;
    }

    /// <summary>An object with its metadata, and none of its lines.</summary>
    public static async Task<BucketObject> FetchStoredAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken) =>
        (await FetchOneAsync(s3, bucket, key, cancellationToken)).Object;

    private static async Task<BucketObject> FetchAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        var (found, isGzip) = await FetchOneAsync(s3, bucket, key, cancellationToken);
        return found with { Lines = Lines(key, found.Stored, isGzip) };
    }

    private static async Task<(BucketObject Object, bool IsGzip)> FetchOneAsync(AmazonS3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        using var answer = await s3.GetObjectAsync(bucket, key, cancellationToken);
        using var stored = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(stored, cancellationToken);
        var metadata = answer.Metadata.Keys.ToDictionary(
            name => name.Replace("x-amz-meta-", "", StringComparison.OrdinalIgnoreCase), name => answer.Metadata[name], StringComparer.Ordinal);
        return (new BucketObject(key, metadata, stored.ToArray(), []), answer.Headers.ContentEncoding == "gzip" || answer.Headers.ContentType == "application/gzip");
    }
}

namespace KeyspacesStreamer.AwsLab.Services;

/// <summary>Bucket and key of a request.</summary>
/// <param name="Bucket">The bucket; null for the service itself.</param>
/// <param name="Key">The key, decoded; empty for the bucket itself.</param>
/// <param name="RawPath">Path as a path-style request has it, encoded as it came.</param>
internal sealed record S3Address(string? Bucket, string Key, string RawPath)
{
    /// <param name="hostBucket">The bucket that the host name holds; null for a path-style address.</param>
    /// <param name="rawPath">The path as it came.</param>
    public static S3Address Of(string? hostBucket, string rawPath)
    {
        var path = rawPath.TrimStart('/');
        if (hostBucket is not null)
        {
            return new S3Address(hostBucket, Uri.UnescapeDataString(rawPath[1..]), $"/{hostBucket}{rawPath}");
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? path : path[..slash];
        return bucket.Length == 0 ? new S3Address(null, "", "/")
            : new S3Address(Uri.UnescapeDataString(bucket), slash < 0 ? "" : Uri.UnescapeDataString(path[(slash + 1)..]), rawPath);
    }
}

using System.Text.Json;
using Amazon.S3;

namespace KeyspacesStreamer.Testing.Reading;

/// <summary>Fetches all objects of a bucket whose records are rows, and has a reader of another make read them.</summary>
internal static class RowCopy
{
    /// <param name="s3">The store, past every proxy.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="reader">A reader of <see cref="ForeignReaders"/>.</param>
    /// <param name="folder">Where the files are put; what is there is overwritten.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The objects, a row for each line.</returns>
    public static async Task<IReadOnlyList<BucketObject>> FetchAsync(AmazonS3Client s3, string bucket, string reader, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, BucketObject>(StringComparer.Ordinal);
        await foreach (var key in BucketCopy.KeysAsync(s3, bucket, null, cancellationToken))
        {
            var stored = await BucketCopy.FetchStoredAsync(s3, bucket, key, cancellationToken);
            var file = Path.Combine(folder, $"{files.Count}-{key.Split('/')[^1]}");
            await File.WriteAllBytesAsync(file, stored.Stored, cancellationToken);
            files.Add(file, stored);
        }

        var rows = await ForeignReaders.ReadAsync(reader, files.Keys);
        return [.. files.Select(file => file.Value with { Lines = [.. rows[file.Key].Select(row => JsonSerializer.SerializeToElement(row))] })];
    }
}

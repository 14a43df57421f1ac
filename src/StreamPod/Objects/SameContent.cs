using System.Buffers;
using System.IO.Compression;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Whether two gzip files hold the same bytes: the same records may be compressed otherwise by another library.</summary>
internal static class SameContent
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads both side by side as far as they agree.</summary>
    /// <param name="stored">What is in the store; need not be gzip.</param>
    /// <param name="wanted">What was to be written.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<bool> OfGzipAsync(Stream stored, ReadOnlySequence<byte> wanted, CancellationToken cancellationToken)
    {
        var (left, right) = (ArrayPool<byte>.Shared.Rent(ChunkBytes), ArrayPool<byte>.Shared.Rent(ChunkBytes));
        await using var found = new GZipStream(stored, CompressionMode.Decompress);
        using var expected = new GZipStream(new SequenceStream(wanted), CompressionMode.Decompress);
        try
        {
            while (true)
            {
                var count = expected.ReadAtLeast(right.AsSpan(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false);
                var others = await found.ReadAtLeastAsync(left.AsMemory(0, ChunkBytes), ChunkBytes, throwOnEndOfStream: false, cancellationToken);
                if (count != others || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                {
                    return false;
                }

                if (count < ChunkBytes)
                {
                    return true;
                }
            }
        }
        catch (InvalidDataException)
        {
            // Not gzip at all: not what was to be written.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(left);
            ArrayPool<byte>.Shared.Return(right);
        }
    }
}

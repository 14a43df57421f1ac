using System.Buffers;

namespace KeyspacesStreamer.RawStreams;

/// <summary>The bytes of a body in rented memory, which goes back to the pool on disposal.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private byte[]? _rented;

    private PooledBody(byte[] rented, int length)
    {
        _rented = rented;
        Length = length;
    }

    public int Length { get; }

    public int RentedBytes => Rented.Length;

    public ReadOnlyMemory<byte> Bytes => Rented.AsMemory(0, Length);

    private byte[] Rented => _rented ?? throw new ObjectDisposedException(nameof(PooledBody));

    public static PooledBody CopyOf(ReadOnlySpan<byte> bytes)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length, 1));
        bytes.CopyTo(rented);
        return new PooledBody(rented, bytes.Length);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="BodyTooLargeException">The stream holds more than the limit.</exception>
    public static async Task<PooledBody> ReadAsync(Stream stream, long announced, int limit, CancellationToken cancellationToken)
    {
        if (announced > limit)
        {
            throw new BodyTooLargeException(limit, announced);
        }

        var rented = ArrayPool<byte>.Shared.Rent(announced > 0 ? (int)announced : Math.Min(FirstSize, limit));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(rented.AsMemory(length), cancellationToken);
                length += read;
                if (length > limit)
                {
                    throw new BodyTooLargeException(limit, announced > 0 ? announced : null);
                }

                if (read == 0 || length == announced)
                {
                    return new PooledBody(rented, length);
                }

                if (length == rented.Length)
                {
                    rented = Grow(rented);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(rented);
            throw;
        }
    }

    public Stream OpenRead() => new MemoryStream(Rented, 0, Length, writable: false);

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * full.Length, Array.MaxLength));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.StreamPod.Memory;

/// <summary>Bytes of an object under construction, in chunks from the shared pool: small while little is written, never copied when it grows.</summary>
/// <remarks>Holds nothing until the first write. Used by one thread at a time. Sequences end with Dispose.</remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A buffer, not a collection.")]
internal sealed class SegmentedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SmallestChunkBytes = 4 * 1024;
    private const int LargestChunkBytes = 256 * 1024;
    private const int Growth = 4;

    private BufferChunk? _first;
    private BufferChunk? _last;
    private int _nextChunkBytes = SmallestChunkBytes;
    private bool _disposed;

    /// <summary>Bytes written.</summary>
    public long Length => _last is null ? 0 : _last.Start + _last.Used;

    /// <summary>Bytes rented, which is what the buffer costs.</summary>
    public long CapacityBytes { get; private set; }

    public void Advance(int count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _last is null ? 0 : _last.Array.Length - _last.Used);
        if (_last is not null)
        {
            _last.Used += count;
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var chunk = ChunkFor(sizeHint);
        return chunk.Array.AsMemory(chunk.Used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var chunk = ChunkFor(sizeHint);
        return chunk.Array.AsSpan(chunk.Used);
    }

    /// <summary>What was written so far.</summary>
    public ReadOnlySequence<byte> AsSequence()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_first is null || _last is null)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        _last.Publish();
        return new ReadOnlySequence<byte>(_first, 0, _last, _last.Used);
    }

    public void Dispose()
    {
        _disposed = true;
        for (var chunk = _last; chunk is not null; chunk = chunk.Previous)
        {
            Return(chunk);
        }

        _first = null;
        _last = null;
    }

    private BufferChunk ChunkFor(int sizeHint)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        return _last is not null && _last.Array.Length - _last.Used >= Math.Max(sizeHint, 1) ? _last : Append(sizeHint);
    }

    private BufferChunk Append(int sizeHint)
    {
        // What does not fit the largest chunk gets one of its own and leaves the sizes that follow as they are.
        var size = sizeHint > LargestChunkBytes ? sizeHint : Math.Max(sizeHint, _nextChunkBytes);
        var chunk = new BufferChunk(ArrayPool<byte>.Shared.Rent(size), _last);
        CapacityBytes += chunk.Array.Length;
        if (size <= LargestChunkBytes)
        {
            _nextChunkBytes = Math.Min(_nextChunkBytes * Growth, LargestChunkBytes);
        }

        if (_last is not null)
        {
            _last.Publish();
            chunk.Follow(_last);
        }

        _first ??= chunk;
        _last = chunk;
        return chunk;
    }

    private void Return(BufferChunk chunk)
    {
        CapacityBytes -= chunk.Array.Length;
        ArrayPool<byte>.Shared.Return(chunk.Array);
    }
}

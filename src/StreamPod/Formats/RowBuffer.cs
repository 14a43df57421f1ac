using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>The bytes of one row under construction, in an array of the shared pool that is given back when the row is done.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A buffer, not a collection.")]
internal sealed class RowBuffer : IBufferWriter<byte>
{
    private const int FirstBytes = 1024;

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Forgets what was written and gives the array back.</summary>
    public void Release()
    {
        var bytes = _bytes;
        (_bytes, _length) = ([], 0);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Ensure(int size)
    {
        if (_bytes.Length - _length >= Math.Max(size, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, checked(Math.Max(_bytes.Length * 2, _length + size))));
        Written.CopyTo(larger);
        var length = _length;
        Release();
        (_bytes, _length) = (larger, length);
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>Values one after the other in a rented array that grows, and that can be taken back to an earlier length. Holds nothing until the first value.</summary>
/// <remarks>Used by one thread at a time. Spans of it end with the next value that is added.</remarks>
internal sealed class PooledArray<T> : IBufferWriter<T>, IDisposable
    where T : unmanaged
{
    private const int FirstItems = 32;

    /// <summary>The values, and room for more behind them.</summary>
    public T[] Items { get; private set; } = [];

    public int Count { get; private set; }

    public ReadOnlySpan<T> Written => Items.AsSpan(0, Count);

    public long CapacityBytes => (long)Items.Length * Unsafe.SizeOf<T>();

    public void Add(T value)
    {
        if (Count == Items.Length)
        {
            Grow(1);
        }

        Items[Count++] = value;
    }

    public void Add(ReadOnlySpan<T> values)
    {
        values.CopyTo(GetSpan(values.Length));
        Count += values.Length;
    }

    /// <summary>Takes back what was added beyond a length.</summary>
    public void Rewind(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        Count = count;
    }

    public void Clear() => Count = 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Items.Length - Count), nameof(count));
        Count += count;
    }

    public Memory<T> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Items.AsMemory(Count);
    }

    public Span<T> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Items.AsSpan(Count);
    }

    public void Dispose()
    {
        Return(Items);
        (Items, Count) = ([], 0);
    }

    private void Reserve(int sizeHint)
    {
        if (Items.Length - Count < Math.Max(sizeHint, 1))
        {
            Grow(Math.Max(sizeHint, 1));
        }
    }

    private void Grow(int more)
    {
        var wanted = Math.Max(FirstItems, Math.Max(checked(Count + more), (int)Math.Min(2L * Items.Length, Array.MaxLength)));
        var grown = ArrayPool<T>.Shared.Rent(wanted);
        Written.CopyTo(grown);
        Return(Items);
        Items = grown;
    }

    private static void Return(T[] items)
    {
        if (items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(items);
        }
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The text of a record under construction. What repeats the source byte for byte is only noted as a range of it and copied in one go.</summary>
/// <remarks>Works in an array rented from the shared pool, so encoders of a thousand idle shards hold no memory.</remarks>
internal ref struct RecordText
{
    private readonly ReadOnlySpan<byte> _source;
    private byte[] _buffer;
    private int _length;
    private int _from;
    private int _to;

    public RecordText(ReadOnlySpan<byte> source)
    {
        _source = source;
        _buffer = ArrayPool<byte>.Shared.Rent(source.Length + (source.Length / 2) + 512);
    }

    public readonly int Position => _length + _to - _from;

    /// <summary>Appends a stretch of the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(int start, int end)
    {
        if (start != _to)
        {
            Flush();
            _from = start;
        }

        _to = end;
    }

    /// <summary>Appends one byte; where the source goes on with the same byte, by widening the noted range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        if ((uint)_to < (uint)_source.Length && _source[_to] == value)
        {
            _to++;
            return;
        }

        Flush();
        Ensure(1);
        _buffer[_length++] = value;
    }

    public void Literal(scoped ReadOnlySpan<byte> text)
    {
        if (_source[_to..].StartsWith(text))
        {
            _to += text.Length;
            return;
        }

        Flush();
        Ensure(text.Length);
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Puts filled slots, which are in one stretch with single commas between them, into the given order.</summary>
    public void Arrange(scoped ReadOnlySpan<TextSlot> wanted)
    {
        Flush();
        var start = int.MaxValue;
        var size = wanted.Length - 1;
        foreach (var slot in wanted)
        {
            start = Math.Min(start, slot.Start);
            size += slot.End - slot.Start;
        }

        Ensure(size);
        var arranged = _buffer.AsSpan(_length, size);
        var rest = arranged;
        foreach (var slot in wanted)
        {
            _buffer.AsSpan(slot.Start, slot.End - slot.Start).CopyTo(rest);
            rest = rest[(slot.End - slot.Start)..];
            if (!rest.IsEmpty)
            {
                rest[0] = (byte)',';
                rest = rest[1..];
            }
        }

        arranged.CopyTo(_buffer.AsSpan(start, size));
    }

    public ReadOnlySpan<byte> Finish()
    {
        Flush();
        return _buffer.AsSpan(0, _length);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Flush()
    {
        var size = _to - _from;
        if (size > 0)
        {
            Ensure(size);
            _source.Slice(_from, size).CopyTo(_buffer.AsSpan(_length));
            _length += size;
            _from = _to;
        }
    }

    private void Ensure(int size)
    {
        if (_buffer.Length - _length < size)
        {
            Grow(size);
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, _length + size)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

using System.Text;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The values in a block of an Avro file, one after the other. What is skipped is not held.</summary>
internal sealed class AvroInput(Stream block)
{
    private const int BufferBytes = 16 * 1024;
    private const int LongestText = 4 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    public bool IsAtEnd
    {
        get
        {
            if (_start == _end)
            {
                (_start, _end) = (0, block.Read(_buffer));
            }

            return _end == 0;
        }
    }

    /// <exception cref="InvalidDataException">The block ends before.</exception>
    public long ReadLong()
    {
        var number = default(AvroVarint);
        do
        {
            ExpectMore();
        }
        while (!number.Add(_buffer[_start++]));

        return number.Value;
    }

    /// <exception cref="InvalidDataException">The block ends before, or it is none of the short texts of ours.</exception>
    public string ReadText()
    {
        var length = ReadLong();
        if (length is < 0 or > LongestText)
        {
            throw new InvalidDataException($"has a text of {length} bytes where a short one belongs");
        }

        Span<byte> text = stackalloc byte[(int)length];
        for (var read = 0; read < text.Length;)
        {
            ExpectMore();
            var part = Math.Min(text.Length - read, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(text[read..]);
            (_start, read) = (_start + part, read + part);
        }

        return Encoding.UTF8.GetString(text);
    }

    /// <exception cref="InvalidDataException">The block ends before.</exception>
    public void Skip(long count)
    {
        if (count < 0)
        {
            throw new InvalidDataException($"has a value of {count} bytes");
        }

        while (count > 0)
        {
            ExpectMore();
            var part = (int)Math.Min(count, _end - _start);
            (_start, count) = (_start + part, count - part);
        }
    }

    private void ExpectMore()
    {
        if (IsAtEnd)
        {
            throw new InvalidDataException("ends within a value");
        }
    }
}

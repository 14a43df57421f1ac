using KeyspacesStreamer.StreamPod.Formats;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>The bytes of an Avro file as they come, outside of its blocks.</summary>
internal sealed class AvroFileInput(Stream stream)
{
    private const int BufferBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    public async ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken);
        }

        return _end == 0;
    }

    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public async ValueTask<long> ReadLongAsync(CancellationToken cancellationToken)
    {
        var number = default(AvroVarint);
        bool isLast;
        do
        {
            await ExpectMoreAsync(cancellationToken);
            isLast = number.Add(_buffer[_start++]);
        }
        while (!isLast);

        return number.Value;
    }

    /// <summary>Reads so many bytes. Memory grows with the bytes that come, not with what the file says.</summary>
    /// <exception cref="InvalidDataException">The file ends before, or no file can hold so many.</exception>
    public async ValueTask ReadAsync(PooledArray<byte> output, long count, CancellationToken cancellationToken)
    {
        if (count is < 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"says that {count} bytes follow");
        }

        while (count > 0)
        {
            await ExpectMoreAsync(cancellationToken);
            var part = (int)Math.Min(count, _end - _start);
            output.Add(_buffer.AsSpan(_start, part));
            (_start, count) = (_start + part, count - part);
        }
    }

    private async ValueTask ExpectMoreAsync(CancellationToken cancellationToken)
    {
        if (await IsAtEndAsync(cancellationToken))
        {
            throw new InvalidDataException("ends too early");
        }
    }
}

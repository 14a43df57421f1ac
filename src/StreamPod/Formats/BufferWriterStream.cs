using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Formats;

/// <summary>A buffer as a stream that can be written, for libraries that want one.</summary>
internal sealed class BufferWriterStream(IBufferWriter<byte> output) : Stream
{
    private long _written;
    private bool _isAbandoned;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>What is written from now on goes nowhere.</summary>
    public void Abandon() => _isAbandoned = true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isAbandoned)
        {
            output.Write(buffer);
        }

        _written += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Write-only stream that ends in a buffer.</summary>
internal sealed class BufferStream(IBufferWriter<byte> output) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("Write only.");

    public override long Position
    {
        get => throw new NotSupportedException("Write only.");
        set => throw new NotSupportedException("Write only.");
    }

    public override void Write(ReadOnlySpan<byte> buffer) => output.Write(buffer);

    public override void Write(byte[] buffer, int offset, int count) => output.Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Write only.");

    public override void SetLength(long value) => throw new NotSupportedException("Write only.");
}

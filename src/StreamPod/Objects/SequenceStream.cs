using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>Reads a sequence of bytes as a seekable stream without copying it together.</summary>
internal sealed class SequenceStream : Stream
{
    private readonly ReadOnlySequence<byte> _content;
    private ReadOnlySequence<byte> _rest;

    public SequenceStream(ReadOnlySequence<byte> content)
    {
        _content = content;
        _rest = content;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Length - _rest.Length;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        var length = (int)Math.Min(buffer.Length, _rest.Length);
        _rest.Slice(0, length).CopyTo(buffer);
        _rest = _rest.Slice(length);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = [0];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            SeekOrigin.End => _content.Length + offset,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Begin, Current or End expected."),
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        _rest = _content.Slice(Math.Min(target, _content.Length));
        return Position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A sequence of bytes is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A sequence of bytes is read only.");
}

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>Reads through another stream and remembers the last four bytes that came.</summary>
internal sealed class TailStream(Stream stream) : Stream
{
    private const int TailBytes = sizeof(uint);

    private readonly byte[] _last = new byte[TailBytes];

    /// <summary>The last bytes so far; zeros in front where there were fewer.</summary>
    public ReadOnlySpan<byte> Last => _last;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await stream.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        var kept = Math.Max(0, TailBytes - read.Length);
        _last.AsSpan(TailBytes - kept).CopyTo(_last);
        read[^(TailBytes - kept)..].CopyTo(_last.AsSpan(kept));
    }
}

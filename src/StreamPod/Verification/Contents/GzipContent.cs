using System.Buffers.Binary;
using System.IO.Compression;

namespace KeyspacesStreamer.StreamPod.Verification.Contents;

/// <summary>
/// What a gzip file (RFC 1952) of one member holds, as a stream that ends only where the file does: the library takes one that is cut short within the
/// checksum and length at its end, or goes on behind them, for whole.
/// </summary>
internal sealed class GzipContent(Stream stored) : Stream
{
    private readonly GZipStream _unpacked = new(new TailStream(stored), CompressionMode.Decompress);
    private uint _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file is damaged, or does not end here.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _unpacked.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0)
        {
            await ExpectEndAsync(cancellationToken);
        }

        _length = unchecked(_length + (uint)read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await _unpacked.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task ExpectEndAsync(CancellationToken cancellationToken)
    {
        var tail = (TailStream)_unpacked.BaseStream;
        await tail.CopyToAsync(Null, cancellationToken);
        if (BinaryPrimitives.ReadUInt32LittleEndian(tail.Last) != _length)
        {
            throw new InvalidDataException("it does not end with the length of what it holds");
        }
    }
}

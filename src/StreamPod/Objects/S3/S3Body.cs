using Amazon.Runtime;

namespace KeyspacesStreamer.StreamPod.Objects.S3;

/// <summary>The content of an object on its way. What the SDK finds wrong with it while it is read is damage in transit, and passes.</summary>
internal sealed class S3Body(Stream content, string name) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => throw new NotSupportedException("The content of an object is read once, from its beginning.");
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return content.Read(buffer, offset, count);
        }
        catch (AmazonClientException problem)
        {
            throw Damaged(problem);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (AmazonClientException problem)
        {
            throw Damaged(problem);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The content of an object is read once, from its beginning.");

    public override void SetLength(long value) => throw new NotSupportedException("The content of an object is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The content of an object is only read.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private IOException Damaged(AmazonClientException problem) => new($"The content of {name} arrived damaged: {problem.Message}", problem);
}

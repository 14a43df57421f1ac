namespace KeyspacesStreamer.Operator.Tests.Kubernetes;

/// <summary>A body that begins and then is silent, as that of a dead connection.</summary>
internal sealed class HangingStream(byte[] beginning) : MemoryStream(beginning)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return read;
    }
}

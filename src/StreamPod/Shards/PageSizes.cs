namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>The largest page this pod has seen: what every read must have room for before it is sent, since the service's own limit is not documented.</summary>
internal sealed class PageSizes
{
    // The documentation speaks of an "internal size limit" without a figure; 1 MiB is what a first read is given room for.
    private long _largest = 1024 * 1024;

    /// <summary>Room for a page's body, its buffer's rounding, and the records encoded from it.</summary>
    public long RoomForOne => Interlocked.Read(ref _largest) * 3;

    public void Saw(long bodyBytes)
    {
        long seen;
        while (bodyBytes > (seen = Interlocked.Read(ref _largest)))
        {
            Interlocked.CompareExchange(ref _largest, bodyBytes, seen);
        }
    }
}

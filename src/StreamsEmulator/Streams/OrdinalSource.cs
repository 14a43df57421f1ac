namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>Counts all records this server ever took.</summary>
internal sealed class OrdinalSource
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}

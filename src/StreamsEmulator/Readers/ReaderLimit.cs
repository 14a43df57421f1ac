namespace KeyspacesStreamer.StreamsEmulator.Readers;

/// <summary>How many may read one shard at the same time, and how long after its last call a reader counts.</summary>
internal sealed record ReaderLimit
{
    /// <summary>Default 2, the service's rule; 0 switches the check off.</summary>
    public int MostReaders { get; init; } = 2;

    /// <summary>Default 5 s: longer than a reader at the tip waits between calls.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);
}

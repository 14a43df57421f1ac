namespace KeyspacesStreamer.StreamsEmulator.Wire;

/// <summary>How the wire behaves: lifetimes, page sizes and empty pages.</summary>
internal sealed record WireSettings
{
    /// <summary>How long a shard iterator works. Default 15 min, the service's rule.</summary>
    public TimeSpan IteratorLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a next token works. Default 15 min.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Bytes of records a page holds at most, beyond its first record. Default 1 MiB.</summary>
    public long PageBytes { get; init; } = 1024 * 1024;

    /// <summary>Whether pages tell their position; servers before June 2026 did not. Default true.</summary>
    public bool Positions { get; init; } = true;

    /// <summary>Chance that a read that would find records gets an empty page BEHIND_TIP first. Default 0.02.</summary>
    public double EmptyPages { get; init; } = 0.02;
}

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Which shard to split, and into how many.</summary>
internal sealed record SplitRequest
{
    /// <summary>Default: the first open shard.</summary>
    public string? ShardId { get; init; }

    public int Into { get; init; } = 2;
}

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>Which neighbouring shards to merge into one.</summary>
internal sealed record MergeRequest
{
    /// <summary>Default: the first two open shards.</summary>
    public IReadOnlyList<string> ShardIds { get; init; } = [];
}

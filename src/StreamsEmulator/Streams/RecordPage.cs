namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>What one read of a shard found: record bytes and where to go on.</summary>
internal sealed record RecordPage
{
    public required IReadOnlyList<ReadOnlyMemory<byte>> Records { get; init; }

    public required int NextPosition { get; init; }

    /// <summary>Whether nothing more is there now.</summary>
    public required bool IsAtTip { get; init; }

    /// <summary>Whether the shard is closed and read to its end.</summary>
    public required bool IsFinished { get; init; }
}

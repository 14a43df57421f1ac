using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>A change record before a shard gave it its number.</summary>
internal sealed record RecordDraft
{
    public required PrimaryKey Key { get; init; }

    public required RecordOperation Operation { get; init; }

    public required string Origin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The encoded new image; null when the row is gone or the stream does not carry it.</summary>
    public byte[]? NewImage { get; init; }

    /// <summary>The encoded old image; null when there was no row or the stream does not carry it.</summary>
    public byte[]? OldImage { get; init; }

    public string EventVersion { get; init; } = "1.0";

    /// <summary>Further members, encoded with their names and a leading comma each.</summary>
    public byte[] Extra { get; init; } = [];
}

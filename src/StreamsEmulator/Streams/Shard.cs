namespace KeyspacesStreamer.StreamsEmulator.Streams;

/// <summary>One shard: a range of key hashes, its parents, and its records. Guarded by its table's lock.</summary>
internal sealed class Shard
{
    public required string Id { get; init; }

    /// <summary>Place among all shards of the stream, in order of creation.</summary>
    public required int Index { get; init; }

    public required HashRange Range { get; init; }

    public required IReadOnlyList<Shard> Parents { get; init; }

    public required SequenceNumber Starting { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public RecordLog Log { get; } = new();

    public List<Shard> Children { get; } = [];

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whether the service has dropped the shard: it is listed no more and can no longer be read.</summary>
    public bool IsRemoved { get; set; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>The number of the last record, or the starting number while there is none.</summary>
    public SequenceNumber Latest => Log.End == 0 ? Starting : Log[Log.End - 1].Number;

    /// <summary>The last number of a closed shard; none while it is open.</summary>
    public SequenceNumber? Ending => IsOpen ? null : Latest;

    /// <summary>The number the next record gets: higher by 1 to 4, in the same pattern for every shard.</summary>
    public SequenceNumber NextNumber =>
        Log.End == 0 ? Starting : new(Latest.Value + 1 + (long)(((ulong)Latest.Value * 0x9E3779B97F4A7C15UL) >> 62));

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}

using KeyspacesStreamer.StreamsEmulator.Streams;

namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>What to trim: by age, through a number, a count of the oldest, or, with none of these, everything.</summary>
internal sealed record TrimRequest
{
    /// <summary>Default: every shard of the latest stream.</summary>
    public string? ShardId { get; init; }

    public double? OlderThanSeconds { get; init; }

    public string? ThroughSequenceNumber { get; init; }

    public int? Oldest { get; init; }

    /// <summary>Whether closed shards without records left disappear, as the service does after a day.</summary>
    public bool RemoveShards { get; init; }

    public int Carry(Shard shard, DateTimeOffset now) => this switch
    {
        { OlderThanSeconds: { } seconds } => ShardTrim.ToTime(shard, now - TimeSpan.FromSeconds(seconds)),
        { ThroughSequenceNumber: { } text } => SequenceNumber.TryParse(text, out var number)
            ? ShardTrim.Through(shard, number)
            : throw new EmulatorException($"'{text}' is not a sequence number."),
        { Oldest: { } count } => ShardTrim.Oldest(shard, count),
        _ => ShardTrim.All(shard),
    };
}

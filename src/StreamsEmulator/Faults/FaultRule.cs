namespace KeyspacesStreamer.StreamsEmulator.Faults;

/// <summary>A fault as a user orders it: what, for which calls, and how often.</summary>
internal sealed record FaultRule
{
    public required FaultKind Kind { get; init; }

    /// <summary>ListStreams, GetStream, GetShardIterator, GetRecords, GetTable or GetType. Default: every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Only calls about this shard. Default: every shard.</summary>
    public string? ShardId { get; init; }

    /// <summary>Chance of a matching call to be hit, 0 to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many calls are hit before the fault is over. Default: no end.</summary>
    public int? Count { get; init; }

    /// <summary>How many matching calls go well first. Default 0.</summary>
    public int After { get; init; }

    /// <summary>For common-error: its name, such as RequestTimeoutException.</summary>
    public string? Error { get; init; }

    /// <summary>For invalid-utf8: the record to damage, in every page that holds it. Default: the first record of a page.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>For slow: how long the answer is held back. Default 1000.</summary>
    public int DelayMilliseconds { get; init; } = 1000;
}

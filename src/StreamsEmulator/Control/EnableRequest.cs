namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>How a table gets a new stream.</summary>
internal sealed record EnableRequest
{
    /// <summary>Default: as the table's last stream had it.</summary>
    public string? ViewType { get; init; }

    public int Shards { get; init; } = 1;
}

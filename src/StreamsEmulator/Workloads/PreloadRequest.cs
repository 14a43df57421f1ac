namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>A backlog to be made at once: so many inserts in every open shard.</summary>
internal sealed record PreloadRequest
{
    public string Keyspace { get; init; } = "media";

    public string Table { get; init; } = "media_content";

    /// <summary>Shards of the stream if the table is created. Default 1000.</summary>
    public int Shards { get; init; } = 1000;

    public int RecordsPerShard { get; init; } = 100;

    /// <summary>Bytes of an encoded record, roughly, at least about 800. Default 1024.</summary>
    public int RecordBytes { get; init; } = 1024;

    public int Seed { get; init; } = 1;

    /// <summary>How old the records say they are. Default 0.</summary>
    public double AgeSeconds { get; init; }
}

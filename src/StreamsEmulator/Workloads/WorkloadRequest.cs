namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>A workload as a user orders it.</summary>
internal sealed record WorkloadRequest
{
    /// <summary>Table to write to; it must have the columns of media_content and is created if it is missing.</summary>
    public string Keyspace { get; init; } = "media";

    public string Table { get; init; } = "media_content";

    /// <summary>Changes to make. Default 1000.</summary>
    public int Count { get; init; } = 1000;

    /// <summary>Changes a second; 0, the default, as fast as possible.</summary>
    public double Rate { get; init; }

    /// <summary>Shards of the stream if the table is created. Default 4.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>Distinct keys. Default a tenth of the count, at least 1.</summary>
    public int? Keys { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Splits of a shard in two, spread over the run. Default 0.</summary>
    public int Splits { get; init; }

    /// <summary>Merges of two neighbours, spread over the run. Default 0.</summary>
    public int Merges { get; init; }

    /// <summary>Bytes of random payload a row carries besides its other columns. Default 0.</summary>
    public int PayloadBytes { get; init; }

    /// <summary>Of a hundred changes, how many write static columns, alone or with a row; the table gets them if it is created. Default 0.</summary>
    public int Statics { get; init; }

    /// <summary>Whether the records of static columns carry clustering keys if the table is created. Default false.</summary>
    public bool StaticClusteringKeys { get; init; }

    /// <summary>View type if the table is created. Default NEW_AND_OLD_IMAGES.</summary>
    public string? ViewType { get; init; }
}

namespace KeyspacesStreamer.StreamsEmulator.Workloads;

/// <summary>How far a workload has come.</summary>
internal sealed record WorkloadFigures
{
    public required int Id { get; init; }

    public required string StreamArn { get; init; }

    /// <summary>running, finished, stopped or failed.</summary>
    public required string State { get; init; }

    public string? Failure { get; init; }

    public required int Changes { get; init; }

    public required int Inserts { get; init; }

    public required int Updates { get; init; }

    public required int Deletes { get; init; }

    public required int Expirations { get; init; }

    public required int Splits { get; init; }

    public required int Merges { get; init; }

    public required double Seconds { get; init; }
}

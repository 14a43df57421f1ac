namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>A checkpoint table, and where it is.</summary>
internal sealed record CheckpointAddress
{
    public required string Region { get; init; }

    /// <summary>Address of DynamoDB; null for the region's own.</summary>
    public Uri? Endpoint { get; init; }

    public required string Table { get; init; }

    public override string ToString() => $"{Table} in {Region}";
}

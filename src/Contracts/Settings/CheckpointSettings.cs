namespace KeyspacesStreamer.Contracts.Settings;

/// <summary>Where leases and checkpoints are kept.</summary>
public sealed record CheckpointSettings
{
    /// <summary>DynamoDB table, 3 to 255 characters of <c>a-zA-Z0-9_.-</c>; one per stream resource. Required.</summary>
    public required string Table { get; init; }

    /// <summary>Whether a missing table is created (on-demand capacity). Default true.</summary>
    public bool Create { get; init; } = true;

    /// <summary>Region of the table. Default: the region of the source.</summary>
    public string? Region { get; init; }

    /// <summary>Overrides the DynamoDB endpoint; <c>sqlite:///folder</c> keeps the leases in <c>folder/TABLE.db</c>.</summary>
    public Uri? Endpoint { get; init; }
}

namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>The stream being read: what of it is in names, records and metadata.</summary>
internal sealed record TableStream
{
    public required string Arn { get; init; }

    /// <summary>The stream's label, a timestamp such as <c>2026-01-02T03:04:05.678</c>.</summary>
    public required string Label { get; init; }

    public required string Keyspace { get; init; }

    public required string Table { get; init; }

    public required StreamViewType ViewType { get; init; }

    /// <summary>When the stream was asked for; null when the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

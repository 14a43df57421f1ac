namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>What is known of a table's change streams.</summary>
internal sealed record TableStreams
{
    /// <summary>Whether the table exists; null when only its streams could be listed, which says nothing of a table without any.</summary>
    public bool? TableExists { get; init; }

    /// <summary>The newest stream, in whatever state; null when there is none.</summary>
    public FoundStream? Latest { get; init; }
}

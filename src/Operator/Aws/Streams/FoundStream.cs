namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>One change stream of a table.</summary>
internal sealed record FoundStream
{
    public required string Arn { get; init; }

    public required StreamState State { get; init; }

    /// <summary>What its records hold, in the words of the service.</summary>
    public required string ViewType { get; init; }
}

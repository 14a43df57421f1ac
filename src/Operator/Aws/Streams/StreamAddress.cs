namespace KeyspacesStreamer.Operator.Aws.Streams;

/// <summary>The table whose change streams are looked for, and where.</summary>
internal sealed record StreamAddress
{
    public required string Region { get; init; }

    /// <summary>Address of the Streams service; null for the region's own.</summary>
    public Uri? Endpoint { get; init; }

    public required string Keyspace { get; init; }

    public required string Table { get; init; }

    public override string ToString() => $"{Keyspace}.{Table} in {Region}";
}

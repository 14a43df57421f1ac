namespace KeyspacesStreamer.StreamsEmulator.Control;

/// <summary>ALTER TABLE ADD: the service cannot change or drop columns.</summary>
internal sealed record AlterRequest
{
    /// <summary>Column name to CQL type, in order.</summary>
    public required IReadOnlyDictionary<string, string> Add { get; init; }

    /// <summary>Which of them are static. Default: none.</summary>
    public IReadOnlyList<string> Static { get; init; } = [];

    /// <summary>User-defined types that the keyspace does not have yet.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Types { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();
}

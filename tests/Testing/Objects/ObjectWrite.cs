namespace KeyspacesStreamer.Testing.Objects;

/// <summary>One create request that reached the store: its bytes, and whether it made the object.</summary>
internal sealed record ObjectWrite
{
    public required string Key { get; init; }

    public required byte[] Content { get; init; }

    public required string ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>False when something was under the key already.</summary>
    public required bool Created { get; init; }
}

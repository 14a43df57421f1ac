namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>What HEAD tells of an object.</summary>
internal sealed record StoredObject
{
    public required string Key { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>SHA-256 that the store itself computed, lower-case hex; null where it keeps none.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether its bytes are those that its metadata names, as far as the store can tell: metadata is what somebody wrote.</summary>
    public bool BearsItsDigest => Sha256 is not { } computed || computed == Metadata.GetValueOrDefault(ObjectMetadata.Sha256);

    /// <summary>User metadata, names in lower case without <c>x-amz-meta-</c>.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}

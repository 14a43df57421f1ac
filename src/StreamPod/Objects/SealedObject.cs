using System.Buffers;

namespace KeyspacesStreamer.StreamPod.Objects;

/// <summary>An object ready to be written: final bytes, name and headers.</summary>
internal sealed record SealedObject
{
    public required string Key { get; init; }

    /// <summary>Final bytes; owned by the group, valid until its commit.</summary>
    public required ReadOnlySequence<byte> Content { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Null when not compressed.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>SHA-256 of <see cref="Content"/>, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>Whether the bytes still are those that were hashed.</summary>
    public bool IsIntact => ObjectSealing.HashOf(Content).AsSpan().SequenceEqual(Sha256.Span);

    /// <summary>User metadata, ASCII, names in lower case without <c>x-amz-meta-</c>.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}

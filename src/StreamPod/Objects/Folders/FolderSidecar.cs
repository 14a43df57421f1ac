namespace KeyspacesStreamer.StreamPod.Objects.Folders;

/// <summary>What a folder keeps beside an object. Its name is given exclusively: whoever gives it has created the object.</summary>
internal sealed record FolderSidecar
{
    /// <summary>Names the staged file that becomes the object, for whoever has to finish it.</summary>
    public required string Token { get; init; }

    public required string Key { get; init; }

    public required string ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
}

namespace KeyspacesStreamer.StreamPod.Queries;

/// <summary>What the values of a column are that names folders.</summary>
internal enum FolderKind
{
    /// <summary>A span of time: its values follow one another.</summary>
    Span,

    /// <summary>A number between two others, with leading zeros.</summary>
    Number,

    /// <summary>Any value: the folders cannot be listed beforehand.</summary>
    Value,
}

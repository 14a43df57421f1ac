namespace KeyspacesStreamer.Operator.Watching;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Resource">The resource as it is now, or as it was last when it is gone; null for a bookmark, which is about no resource.</param>
internal sealed record WatchStep<T>(WatchKind Kind, T? Resource)
{
    /// <summary>Of a bookmark, the version to go on from; else the resource has it.</summary>
    public string? Version { get; init; }
}

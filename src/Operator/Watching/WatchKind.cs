namespace KeyspacesStreamer.Operator.Watching;

/// <summary>What a watch says of a resource.</summary>
internal enum WatchKind
{
    Added,
    Modified,
    Deleted,

    /// <summary>Nothing but a newer resourceVersion to go on from.</summary>
    Bookmark,
}

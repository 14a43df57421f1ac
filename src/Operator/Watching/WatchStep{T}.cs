namespace KeyspacesStreamer.Operator.Watching;

/// <summary>One event of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Resource">The resource as it is now, or as it was last when it is gone; of a bookmark only its resourceVersion counts.</param>
internal sealed record WatchStep<T>(WatchKind Kind, T Resource);

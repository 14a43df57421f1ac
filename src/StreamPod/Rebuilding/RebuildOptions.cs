namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>What a person vouches for that neither bucket nor stream can say.</summary>
internal sealed record RebuildOptions
{
    /// <summary>Chains may begin after a number: older objects expired, or the table came from the Kinesis Client Library.</summary>
    public bool AcceptsStarts { get; init; }

    /// <summary>Reading goes on at the end of chains that are broken in the middle; what is lost or doubled there stays so.</summary>
    public bool AcceptsBreaks { get; init; }

    /// <summary>Shards whose place the stream may have removed are written all the same; the pods then do what <c>source.onTrimmedData</c> says.</summary>
    public bool AcceptsTrimmed { get; init; }

    /// <summary>A checkpoint beyond the last object is set back to it, so that the changes between are read again.</summary>
    public bool SetsBack { get; init; }

    /// <summary>A moment up to which all shards had been read to their tip; null when nobody knows one.</summary>
    public DateTimeOffset? CaughtUpAt { get; init; }

    /// <summary>When a stream that begins at LATEST was begun; null when nobody knows.</summary>
    public DateTimeOffset? LatestSince { get; init; }
}

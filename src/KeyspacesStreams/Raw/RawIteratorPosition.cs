namespace KeyspacesStreamer.RawStreams;

/// <summary>Where the next iterator of a page stands relative to the newest record of the shard.</summary>
public enum RawIteratorPosition
{
    /// <summary>The service did not say, or used a word that is not known.</summary>
    Unknown,

    /// <summary>Nothing more to read at the moment.</summary>
    AtTip,

    /// <summary>More records may follow at once, even after an empty page.</summary>
    BehindTip,
}

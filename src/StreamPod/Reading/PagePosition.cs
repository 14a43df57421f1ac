namespace KeyspacesStreamer.StreamPod.Reading;

/// <summary>What a page says about the rest of its shard.</summary>
internal enum PagePosition
{
    /// <summary>The service did not say; an empty page is taken for the tip.</summary>
    Unknown,

    /// <summary>Nothing more now.</summary>
    AtTip,

    /// <summary>More may come at once, even after an empty page.</summary>
    BehindTip,
}

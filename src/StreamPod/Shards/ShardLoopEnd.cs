namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>How the loop of a shard came to its end.</summary>
internal enum ShardLoopEnd
{
    /// <summary>The shard's last record is stored.</summary>
    Finished,

    /// <summary>A release was asked for, and everything that was taken over is committed.</summary>
    Released,

    /// <summary>An earlier life of the stream wrote from the same start: its range is pending now and has to be completed first.</summary>
    Covered,
}

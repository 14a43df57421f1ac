namespace KeyspacesStreamer.StreamPod.Shards;

/// <summary>How the work on a shard ended.</summary>
internal enum ShardResultKind
{
    /// <summary>Read to its end; its lease says SHARD_END.</summary>
    Finished,

    /// <summary>Everything taken over is committed and the lease was given away.</summary>
    Released,

    /// <summary>Another worker owns the shard.</summary>
    Lost,

    /// <summary>The pod stopped before the shard could be flushed.</summary>
    Abandoned,
}

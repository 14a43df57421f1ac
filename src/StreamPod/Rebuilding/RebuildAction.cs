namespace KeyspacesStreamer.StreamPod.Rebuilding;

/// <summary>What a rebuild does with the lease of one shard.</summary>
internal enum RebuildAction
{
    /// <summary>The lease stays as it is, or none is needed.</summary>
    Keep,

    /// <summary>A lease that is missing is made.</summary>
    Create,

    /// <summary>The checkpoint is moved to the end of the chain.</summary>
    Forward,

    /// <summary>The shard is marked as finished.</summary>
    Finish,

    /// <summary>The checkpoint is set back to the end of the chain.</summary>
    SetBack,
}

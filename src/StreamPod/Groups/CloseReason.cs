namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>Why a group was closed.</summary>
internal enum CloseReason
{
    /// <summary>Not closed.</summary>
    None,
    Bytes,
    Records,
    Age,
    ShardEnd,
    Handoff,
    MemoryPressure,
    Partitions,

    /// <summary>The group repeats exactly a range that was prepared before.</summary>
    Recovery,
}

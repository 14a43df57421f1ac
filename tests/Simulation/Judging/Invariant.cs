namespace KeyspacesStreamer.Simulation.Judging;

/// <summary>What must hold in every run, whatever happens.</summary>
public enum Invariant
{
    /// <summary>Every record is in exactly one object.</summary>
    ExactlyOnce,

    /// <summary>A record stands with all of its values, whether the schema knows their columns or not.</summary>
    WholeRecord,

    /// <summary>Objects of a shard follow each other, and those of a child follow all its parents'.</summary>
    Order,

    /// <summary>No object exists before the lease has promised its range.</summary>
    PrepareFirst,

    /// <summary>No checkpoint lies beyond data that is in the store.</summary>
    CheckpointBehindData,

    /// <summary>Checkpoints and lease counters never go back.</summary>
    NothingMovesBack,

    /// <summary>Each counter of a lease has one owner, and only the owner commits.</summary>
    OneOwner,

    /// <summary>What a pod holds stays within its memory budget, and nothing of it is left when it exits.</summary>
    Memory,

    /// <summary>Bytes of an object never change, whoever writes it again.</summary>
    SameBytes,

    /// <summary>Records that the service removed unread are reported.</summary>
    TrimmedIsReported,

    /// <summary>No shard is halted while nothing is lost and everything can be read.</summary>
    NoFalseAlarm,

    /// <summary>Once calm has come, every record is written and committed in bounded time.</summary>
    Liveness,

    /// <summary>Once calm has come, no shard stays without a live owner for long.</summary>
    Ownership,

    /// <summary>No pod stops by itself.</summary>
    Survival,

    /// <summary>A pod that is told to stop in calm commits and releases everything in time.</summary>
    Drain,
}

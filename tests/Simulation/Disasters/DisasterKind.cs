namespace KeyspacesStreamer.Simulation.Disasters;

/// <summary>What may happen to a running pipeline.</summary>
internal enum DisasterKind
{
    /// <summary>A pod is killed; its container starts again after some seconds.</summary>
    Crash,

    /// <summary>A pod is killed at one of its next requests, before or after it takes effect.</summary>
    CrashAtRequest,

    /// <summary>A pod stands still for a while and then goes on as if nothing had happened.</summary>
    Pause,

    /// <summary>A pod stands still for a while from one of its next requests on.</summary>
    PauseAtRequest,

    /// <summary>A pod is told to stop (SIGTERM) and another takes its place.</summary>
    Terminate,

    /// <summary>A pod is told to stop at one of its next requests.</summary>
    TerminateAtRequest,

    /// <summary>One more pod starts.</summary>
    ScaleUp,

    /// <summary>A shard splits in two.</summary>
    Split,

    /// <summary>Two shards merge into one.</summary>
    Merge,

    /// <summary>A service cannot be reached for a while.</summary>
    Outage,

    /// <summary>The wall clock of a pod is set.</summary>
    ClockJump,

    /// <summary>Pages come back empty although records follow.</summary>
    EmptyPages,

    /// <summary>A page says that an open shard ended.</summary>
    FalseEnd,

    /// <summary>A page comes with a record that is no UTF-8, because of something on the way.</summary>
    DamagedPages,

    /// <summary>Pages come that cannot be taken apart.</summary>
    BrokenPages,

    /// <summary>A page comes with two records in the wrong order.</summary>
    Disorder,

    /// <summary>A page begins with a record that the page before it ended with.</summary>
    Repeat,

    /// <summary>Changes are made to very large rows.</summary>
    LargeRecords,

    /// <summary>A lease names an owner that does not exist.</summary>
    ForgedOwner,

    /// <summary>The lease table is set back to what it held some seconds ago, as by a restore.</summary>
    TableSetBack,

    /// <summary>Somebody else puts an object with other bytes where a promised one belongs, with the same metadata.</summary>
    PlantedObject,

    /// <summary>Shards that appear are not listed for a while.</summary>
    ListingLag,

    /// <summary>Nothing runs for hours; the stream goes on, and what is older than a day is gone.</summary>
    Downtime,

    /// <summary>All pods stand still for hours.</summary>
    LongFreeze,

    /// <summary>Change data capture is switched off and on again: the old stream ends, a new one begins under another label.</summary>
    Reenable,
}

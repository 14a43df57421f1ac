namespace KeyspacesStreamer.StreamPod.Verification;

/// <summary>Ways in which a bucket can break the promise of exactly once.</summary>
internal enum ViolationKind
{
    /// <summary>An object of the stream whose metadata cannot be understood.</summary>
    UnreadableMetadata,

    /// <summary>An object that was listed and is gone.</summary>
    Vanished,

    /// <summary>First and last number, record count or part contradict each other.</summary>
    InvalidRange,

    /// <summary>A group lacks one of its parts.</summary>
    MissingPart,

    /// <summary>A part of a group is under two keys.</summary>
    DoubledPart,

    /// <summary>Parts of one group name different predecessors or totals.</summary>
    PartsDisagree,

    /// <summary>The group that a group follows is missing.</summary>
    Gap,

    /// <summary>Two groups cover the same numbers.</summary>
    Overlap,

    /// <summary>A group does not name the group before it, though no numbers are doubled or missing.</summary>
    BrokenChain,

    /// <summary>A chain begins after a number, and no group ends there.</summary>
    UnknownStart,

    /// <summary>A group behind the checkpoint that nobody prepared.</summary>
    BeyondCheckpoint,

    /// <summary>The chain ends elsewhere than the lease says.</summary>
    TailMismatch,

    /// <summary>A child was read before its parent was finished.</summary>
    ChildBeforeParent,

    /// <summary>An object whose content cannot be read: in an archive class, for example, or under a key that cannot be used.</summary>
    UnreadableContent,

    /// <summary>The bytes are not those whose checksum is in the metadata.</summary>
    WrongChecksum,

    /// <summary>The object holds another number of records than it says.</summary>
    WrongRecordCount,

    /// <summary>A record's number lies outside the object's range, or the range's ends are not its first and last record.</summary>
    RecordOutOfRange,

    /// <summary>A record's number is not larger than that of the record before it.</summary>
    RecordOutOfOrder,

    /// <summary>A line that is not a record.</summary>
    UnreadableRecord,

    /// <summary>A record of another shard.</summary>
    ForeignRecord,

    /// <summary>A record is in two parts of a group.</summary>
    DoubledRecord,

    /// <summary>A schema that rows were made by is not in the bucket, or something else is under its name.</summary>
    MissingSchema,

    /// <summary>A file of rows lacks a column of the schema that it names.</summary>
    MissingColumn,
}

using KeyspacesStreamer.Contracts.Leases;

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>A checkpoint table as it is found.</summary>
internal sealed record CheckpointTable
{
    public required CheckpointTableState State { get; init; }

    /// <summary>Why the table cannot be a lease table (another key schema, leases of many streams); null when it can.</summary>
    public string? Unfit { get; init; }

    /// <summary>Whether DynamoDB refuses to delete it until its deletion protection is turned off.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whose it is; null while nobody has claimed it.</summary>
    public TableOwner? Owner { get; init; }

    /// <summary>Resource that the operator created it for, <c>namespace/name</c>, by its tag; null when the operator did not create it.</summary>
    public string? CreatedFor { get; init; }

    /// <summary>Installation that the operator created it for, by its tag; null when the tag is not there, as on tables of older versions.</summary>
    public string? CreatedIn { get; init; }

    /// <summary>What was found when point-in-time recovery was to be on; null when it is on, and when nobody looked.</summary>
    public RecoveryGap? RecoveryGap { get; init; }
}

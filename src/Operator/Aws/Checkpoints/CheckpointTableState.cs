namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Whether a checkpoint table can be used.</summary>
internal enum CheckpointTableState
{
    Creating,
    Active,
    Deleting,

    /// <summary>Archived, or its encryption key cannot be reached.</summary>
    Unusable,
}

namespace KeyspacesStreamer.Operator.Aws.Checkpoints;

/// <summary>Whether a table can be restored to a moment of the past.</summary>
internal enum TableRecovery
{
    /// <summary>It is on, or was turned on.</summary>
    On,

    /// <summary>The table is too young, or is being changed: it can be turned on later.</summary>
    NotYet,

    /// <summary>The store does not know the operation.</summary>
    NotOffered,
}

namespace KeyspacesStreamer.Testing.Leases;

/// <summary>One kind of call of a lease table.</summary>
internal enum LeaseOperation
{
    Ensure,
    Scan,
    Find,
    Create,
    Update,
    Delete,
    FindOwner,
    WriteOwner,
    Beat,
    FindWorker,
    Nudge,
    DeleteWorker,
}

namespace KeyspacesStreamer.Contracts.Leases;

/// <summary>What an item of a lease table is, by its key and its entityType.</summary>
public enum LeaseItemKind
{
    /// <summary>The lease of a shard.</summary>
    Lease,

    /// <summary>A worker's heartbeat and figures.</summary>
    Worker,

    /// <summary>The item that says whose table this is.</summary>
    Owner,

    /// <summary>A lease of a Kinesis Client Library that keeps several streams in one table; we cannot share such a table.</summary>
    LeaseOfManyStreams,

    /// <summary>Somebody else's item: never read, never written.</summary>
    Foreign,
}

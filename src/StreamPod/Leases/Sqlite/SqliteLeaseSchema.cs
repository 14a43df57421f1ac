namespace KeyspacesStreamer.StreamPod.Leases.Sqlite;

/// <summary>The tables of a lease file; columns have the names of the attributes in DynamoDB.</summary>
internal static class SqliteLeaseSchema
{
    /// <summary>Makes the tables in an empty file.</summary>
    public const string Statements = """
        CREATE TABLE lease (
          leaseKey TEXT PRIMARY KEY NOT NULL,
          leaseOwner TEXT,
          leaseCounter INTEGER NOT NULL,
          checkpoint TEXT NOT NULL,
          ownerSwitchesSinceCheckpoint INTEGER NOT NULL,
          parentShardId TEXT,
          childShardIds TEXT,
          pendingCheckpoint TEXT,
          pendingCheckpointState BLOB,
          streamArn TEXT,
          chainTail TEXT,
          caughtUpAt TEXT,
          latestSince TEXT,
          handoffTo TEXT,
          haltReason TEXT,
          records INTEGER NOT NULL,
          objects INTEGER NOT NULL,
          lastCommitAt TEXT,
          promisedSince TEXT,
          lineage INTEGER
        ) STRICT;
        CREATE TABLE worker (
          pod TEXT PRIMARY KEY NOT NULL,
          incarnation TEXT NOT NULL,
          heartbeat INTEGER NOT NULL,
          nudge INTEGER NOT NULL,
          progress TEXT
        ) STRICT;
        CREATE TABLE stream (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          streamArn TEXT NOT NULL,
          resource TEXT NOT NULL,
          isSeeded INTEGER NOT NULL,
          installation TEXT,
          bucket TEXT,
          bucketOwner TEXT
        ) STRICT;
        """;

    /// <summary>Columns of a lease in the order in which rows are read and written; the key is first.</summary>
    public static readonly IReadOnlyList<string> LeaseColumns =
    [
        LeaseAttributes.LeaseKey,
        LeaseAttributes.LeaseOwner,
        LeaseAttributes.LeaseCounter,
        LeaseAttributes.Checkpoint,
        LeaseAttributes.OwnerSwitchesSinceCheckpoint,
        LeaseAttributes.ParentShardId,
        LeaseAttributes.ChildShardIds,
        LeaseAttributes.PendingCheckpoint,
        LeaseAttributes.PendingCheckpointState,
        LeaseAttributes.StreamArn,
        LeaseAttributes.ChainTail,
        LeaseAttributes.CaughtUpAt,
        LeaseAttributes.LatestSince,
        LeaseAttributes.HandoffTo,
        LeaseAttributes.HaltReason,
        LeaseAttributes.Records,
        LeaseAttributes.Objects,
        LeaseAttributes.LastCommitAt,
        LeaseAttributes.PromisedSince,
        LeaseAttributes.Lineage,
    ];

    /// <summary>Columns of the table's owner in the order in which they are written: its texts, then whether it is seeded.</summary>
    public static readonly IReadOnlyList<string> OwnerColumns =
    [
        LeaseAttributes.StreamArn,
        LeaseAttributes.Resource,
        LeaseAttributes.Installation,
        LeaseAttributes.Bucket,
        LeaseAttributes.BucketOwner,
        LeaseAttributes.IsSeeded,
    ];

    /// <summary>Columns that files of older versions lack, with their tables; they are added at the end, where new files have them too.</summary>
    public static readonly IReadOnlyList<(string Table, string Column)> LaterColumns =
    [
        ("lease", LeaseAttributes.PromisedSince),
        ("lease", LeaseAttributes.Lineage),
        ("stream", LeaseAttributes.Installation),
        ("stream", LeaseAttributes.Bucket),
        ("stream", LeaseAttributes.BucketOwner),
    ];
}

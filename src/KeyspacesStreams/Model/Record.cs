namespace Amazon.KeyspacesStreams.Model;

/// <summary>One change of a row.</summary>
public class Record
{
    /// <summary>The clustering columns of the row by name; null when the service sent none.</summary>
    public Dictionary<string, KeyspacesCellValue>? ClusteringKeys { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>When the change was made, in UTC. Digits beyond 100 nanoseconds are cut off.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The version of the record's layout.</summary>
    public string? EventVersion { get; set; }

    /// <summary>The row after the change; null for a deletion and in streams without new images.</summary>
    public KeyspacesRow? NewImage { get; set; }

    /// <summary>The row before the change; null for an insertion and in streams without old images.</summary>
    public KeyspacesRow? OldImage { get; set; }

    /// <summary>Who made the change: a user, replication from another region, or expiry.</summary>
    public OriginType? Origin { get; set; }

    /// <summary>The partition key columns of the row by name.</summary>
    public Dictionary<string, KeyspacesCellValue>? PartitionKeys { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    /// <summary>The record's place in its shard: 21 to 48 digits, increasing and unique within the shard.</summary>
    public string? SequenceNumber { get; set; }
}

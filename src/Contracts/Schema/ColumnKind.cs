namespace KeyspacesStreamer.Contracts.Schema;

/// <summary>What a column is in its table.</summary>
public enum ColumnKind
{
    /// <summary>Part of the partition key.</summary>
    PartitionKey,

    /// <summary>Part of the clustering key.</summary>
    ClusteringKey,

    /// <summary>One value for each partition.</summary>
    Static,

    /// <summary>One value for each row.</summary>
    Regular,
}

namespace KeyspacesStreamer.StreamPod.Records;

/// <summary>The maps of a record that may hold a column, in the order in which they are asked.</summary>
internal enum ColumnPlace
{
    PartitionKeys,
    ClusteringKeys,
    NewValueCells,
    NewStaticCells,
    OldValueCells,
    OldStaticCells,

    /// <summary>The column does not occur.</summary>
    Nowhere,
}

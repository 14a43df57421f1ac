using KeyspacesStreamer.Contracts.Schema;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>A column of the table whose type is known.</summary>
/// <param name="Index">Its number among them.</param>
/// <param name="Kind">What it is in its table.</param>
/// <param name="Type">Its type.</param>
/// <param name="Field">Its field, null in rows that lack it.</param>
internal sealed record TableColumn(int Index, ColumnKind Kind, CqlType Type, Field Field)
{
    public bool IsKey => Kind is ColumnKind.PartitionKey or ColumnKind.ClusteringKey;
}

using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Shapes;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Groups;

/// <summary>The shapes of rows, made from a layout.</summary>
internal static class RowShapes
{
    /// <exception cref="NotSupportedException">This version has no such shape, or the layout has no schema to make it by.</exception>
    public static IRowShape Of(ObjectLayout layout, TableStream stream, ShardId shardId, int lineage, ValueForms forms)
    {
        var schema = layout.Schema ?? throw new NotSupportedException($"records of the shape {layout.Record} need the table's columns: source.schema, which 'streampod schema' prints");
        var columns = new TableColumns(schema, layout.Columns);
        return layout.Record switch
        {
            RecordShape.Flat => new FlatShape(columns, layout.Flat ?? new FlatSettings(), stream, shardId, lineage, forms),
            RecordShape.Debezium => new DebeziumShape(columns, stream, shardId, lineage, forms),
            _ => throw new NotSupportedException($"this version writes no rows of the shape {layout.Record}, only {RecordShape.Flat} and {RecordShape.Debezium}"),
        };
    }
}

using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The shape <c>Debezium</c>: the row before and after the change, its source, and what was done to it.</summary>
/// <remarks>
/// https://debezium.io/documentation/reference/stable/connectors/cassandra.html has an envelope of this form. Keys stand in both rows. <c>op</c> is <c>c</c>, <c>d</c>, or
/// <c>u</c> for an update and for what the images of the stream cannot tell apart; nothing is ever read, <c>r</c>.
/// </remarks>
internal sealed class DebeziumShape : TableShape
{
    private readonly RowField _before;
    private readonly RowField _after;
    private readonly RowField _operation;
    private readonly RowField _timestamp;
    private readonly ColumnField[] _beforeColumns;
    private readonly ColumnField[] _afterColumns;
    private readonly UnmappedText _beforeUnmapped;
    private readonly UnmappedText _afterUnmapped;
    private readonly DebeziumSource _source;

    /// <param name="columns">The columns of the table.</param>
    /// <param name="stream">Keyspace, table and view type.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="lineage">How many splits and merges lie before the shard.</param>
    /// <param name="forms">Takes note of the forms of values that are met.</param>
    public DebeziumShape(TableColumns columns, TableStream stream, ShardId shardId, int lineage, ValueForms forms)
        : base(SchemaOf(columns), new ChangedRow(columns, stream, shardId))
    {
        var fields = Schema.Row.Children;
        (_before, _after, _operation, _timestamp) = (fields[0], fields[1], fields[3], fields[4]);
        _beforeColumns = [.. columns.All.Select(column => new ColumnField(column, _before.Children[column.Index], forms))];
        _afterColumns = [.. columns.All.Select(column => new ColumnField(column, _after.Children[column.Index], forms))];
        _beforeUnmapped = new UnmappedText(_before.Children[^1], withKeys: true);
        _afterUnmapped = new UnmappedText(_after.Children[^1], withKeys: true);
        _source = new DebeziumSource(fields[2], stream, shardId, lineage);
    }

    protected override void WriteFields(in ChangeRecord record, IRowSink sink)
    {
        var operation = OperationOf(Row.Operation);
        var hasBefore = Row.HasOldImage || operation == "d";
        // Of a change without any image the keys are all there is to tell.
        var hasAfter = Row.HasNewImage || !hasBefore;
        WriteRow(_before, hasBefore, _beforeColumns, _beforeUnmapped, RowImage.Old, sink);
        WriteRow(_after, hasAfter, _afterColumns, _afterUnmapped, RowImage.New, sink);
        _source.Write(record, Row, sink);
        OwnText.WriteWord(_operation, operation, sink);
        sink.Int64(_timestamp, record.CreatedAt.ToUnixTimeMilliseconds());
    }

    private static RowSchema SchemaOf(TableColumns columns)
    {
        var row = FieldType.Struct([.. columns.All.Select(column => column.Field), new Field(OwnNames.Unmapped, FieldType.Of(FieldKind.String))]);
        return new RowSchema("debezium",
        [
            new Field(DebeziumNames.Before, row),
            new Field(DebeziumNames.After, row),
            DebeziumSource.Field,
            new Field(DebeziumNames.Operation, FieldType.Of(FieldKind.String), IsRequired: true),
            new Field("ts_ms", FieldType.Of(FieldKind.Int64), IsRequired: true),
        ]);
    }

    private static string OperationOf(string operation) =>
        operation.EndsWith("INSERT", StringComparison.Ordinal) ? "c"
        : operation is "DELETE" or "REPLICATED_DELETE" ? "d"
        : "u";

    private void WriteRow(RowField field, bool exists, ColumnField[] columns, UnmappedText unmapped, RowImage image, IRowSink sink)
    {
        if (!exists)
        {
            sink.Null(field);
            return;
        }

        sink.BeginStruct(field);
        foreach (var column in columns)
        {
            column.Write(column.Column.IsKey ? Row.KeyOf(column.Column) : Row.ValueOf(column.Column, image), sink);
        }

        unmapped.Write(Row, image, sink);
        sink.EndStruct(field);
    }
}

using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.StreamPod.Values;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The shape <c>Flat</c>: a field for each column of the table, then what happened. A delete has its keys and nulls.</summary>
internal sealed class FlatShape : TableShape
{
    private readonly ColumnField[] _columns;
    private readonly OwnFields _own;
    private readonly RowField? _old;
    private readonly ColumnField[] _oldColumns = [];
    private readonly UnmappedText? _oldUnmapped;
    private readonly CellTimesField? _meta;
    private readonly UnmappedText _unmapped;

    /// <param name="columns">The columns of the table.</param>
    /// <param name="settings">What rows hold besides them.</param>
    /// <param name="stream">Keyspace, table and view type.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="lineage">How many splits and merges lie before the shard.</param>
    /// <param name="forms">Takes note of the forms of values that are met.</param>
    public FlatShape(TableColumns columns, FlatSettings settings, TableStream stream, ShardId shardId, int lineage, ValueForms forms)
        : base(SchemaOf(columns, settings), new ChangedRow(columns, stream, shardId))
    {
        var fields = new Queue<RowField>(Schema.Row.Children);
        _columns = [.. columns.All.Select(column => new ColumnField(column, fields.Dequeue(), forms))];
        _own = new OwnFields(fields, settings, stream, shardId, lineage);
        if (settings.OldImage)
        {
            _old = fields.Dequeue();
            var old = new Queue<RowField>(_old.Children);
            _oldColumns = [.. columns.All.Where(column => !column.IsKey).Select(column => new ColumnField(column, old.Dequeue(), forms))];
            _oldUnmapped = new UnmappedText(old.Dequeue(), withKeys: false);
        }

        _meta = settings.CellMetadata ? new CellTimesField(fields.Dequeue()) : null;
        _unmapped = new UnmappedText(fields.Dequeue(), withKeys: true);
    }

    protected override void WriteFields(in ChangeRecord record, IRowSink sink)
    {
        foreach (var field in _columns)
        {
            field.Write(field.Column.IsKey ? Row.KeyOf(field.Column) : Row.ValueOf(field.Column, RowImage.New), sink);
        }

        _own.Write(record, Row, sink);
        WriteOld(sink);
        _meta?.Write(Row, sink);
        _unmapped.Write(Row, RowImage.New, sink);
    }

    private static RowSchema SchemaOf(TableColumns columns, FlatSettings settings)
    {
        var unmapped = new Field(OwnNames.Unmapped, FieldType.Of(FieldKind.String));
        List<Field> fields = [.. columns.All.Select(column => column.Field), .. OwnFields.Of(settings)];
        if (settings.OldImage)
        {
            fields.Add(new Field(OwnNames.Old, FieldType.Struct([.. columns.All.Where(column => !column.IsKey).Select(column => column.Field), unmapped])));
        }

        if (settings.CellMetadata)
        {
            fields.Add(CellTimesField.Field);
        }

        return new RowSchema("flat", [.. fields, unmapped]);
    }

    private void WriteOld(IRowSink sink)
    {
        if (_old is null)
        {
            return;
        }

        if (!Row.HasOldImage)
        {
            sink.Null(_old);
            return;
        }

        sink.BeginStruct(_old);
        foreach (var field in _oldColumns)
        {
            field.Write(Row.ValueOf(field.Column, RowImage.Old), sink);
        }

        _oldUnmapped?.Write(Row, RowImage.Old, sink);
        sink.EndStruct(_old);
    }
}

using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Contracts.Settings;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The fields of the shape <c>Flat</c> that say what happened, when and where: none is ever null.</summary>
internal sealed class OwnFields
{
    private readonly RowField _operation;
    private readonly RowField _timestamp;
    private readonly RowField _sequence;
    private readonly RowField _shard;
    private readonly RowField _lineage;
    private readonly RowField _origin;
    private readonly RowField _kind;
    private readonly RowField? _keyspace;
    private readonly RowField? _table;
    private readonly byte[] _shardText;
    private readonly byte[] _keyspaceText;
    private readonly byte[] _tableText;
    private readonly int _lineageNumber;

    /// <param name="fields">The fields of the row, these ones first: they are taken.</param>
    /// <param name="settings">Whether the table is named.</param>
    /// <param name="stream">Keyspace and table.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="lineage">How many splits and merges lie before the shard.</param>
    public OwnFields(Queue<RowField> fields, FlatSettings settings, TableStream stream, ShardId shardId, int lineage)
    {
        (_operation, _timestamp, _sequence, _shard) = (fields.Dequeue(), fields.Dequeue(), fields.Dequeue(), fields.Dequeue());
        (_lineage, _origin, _kind) = (fields.Dequeue(), fields.Dequeue(), fields.Dequeue());
        (_keyspace, _table) = settings.TableName ? (fields.Dequeue(), fields.Dequeue()) : (null, null);
        _shardText = System.Text.Encoding.UTF8.GetBytes(shardId.Value);
        _keyspaceText = System.Text.Encoding.UTF8.GetBytes(stream.Keyspace);
        _tableText = System.Text.Encoding.UTF8.GetBytes(stream.Table);
        _lineageNumber = lineage;
    }

    public static IEnumerable<Field> Of(FlatSettings settings)
    {
        var text = FieldType.Of(FieldKind.String);
        yield return new Field(OwnNames.Operation, text, IsRequired: true);
        yield return new Field(OwnNames.Timestamp, FieldType.Of(FieldKind.Timestamp), IsRequired: true);
        yield return new Field(OwnNames.Sequence, text, IsRequired: true);
        yield return new Field(OwnNames.Shard, text, IsRequired: true);
        yield return new Field(OwnNames.Lineage, FieldType.Of(FieldKind.Int32), IsRequired: true);
        yield return new Field(OwnNames.Origin, text, IsRequired: true);
        yield return new Field(OwnNames.Kind, text, IsRequired: true);
        if (settings.TableName)
        {
            yield return new Field(OwnNames.Keyspace, text, IsRequired: true);
            yield return new Field(OwnNames.Table, text, IsRequired: true);
        }
    }

    public void Write(in ChangeRecord record, ChangedRow row, IRowSink sink)
    {
        OwnText.WriteWord(_operation, row.Operation, sink);
        sink.Int64(_timestamp, record.CreatedAt.ToUnixTimeMilliseconds());
        OwnText.WriteSequence(_sequence, record, sink);
        sink.String(_shard, _shardText);
        sink.Int32(_lineage, _lineageNumber);
        OwnText.WriteOrigin(_origin, row.Origin, sink);
        sink.String(_kind, row.IsStatic ? "static"u8 : "row"u8);
        if (_keyspace is not null && _table is not null)
        {
            sink.String(_keyspace, _keyspaceText);
            sink.String(_table, _tableText);
        }
    }
}

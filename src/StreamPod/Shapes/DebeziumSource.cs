using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Records;
using KeyspacesStreamer.StreamPod.Rows;

namespace KeyspacesStreamer.StreamPod.Shapes;

/// <summary>The struct <c>source</c> of Debezium's envelope: where a change comes from.</summary>
internal sealed class DebeziumSource(RowField field, TableStream stream, ShardId shardId, int lineage)
{
    /// <summary>Version of this envelope, not of the program: the same record stays the same bytes when the program is upgraded.</summary>
    private const string Version = "1.0";
    private const string Connector = "keyspaces-streamer";

    private readonly byte[] _name = System.Text.Encoding.UTF8.GetBytes($"{stream.Keyspace}.{stream.Table}");
    private readonly byte[] _keyspace = System.Text.Encoding.UTF8.GetBytes(stream.Keyspace);
    private readonly byte[] _table = System.Text.Encoding.UTF8.GetBytes(stream.Table);
    private readonly byte[] _shard = System.Text.Encoding.UTF8.GetBytes(shardId.Value);

    public static Field Field { get; } = new(DebeziumNames.Source, FieldType.Struct(
        Text("version"), Text("connector"), Text("name"), new Field("ts_ms", FieldType.Of(FieldKind.Int64), IsRequired: true), Text("snapshot"),
        Text("db"), Text("keyspace"), Text("table"), Text(DebeziumNames.Shard), Text(DebeziumNames.Sequence),
        new Field(DebeziumNames.Lineage, FieldType.Of(FieldKind.Int32), IsRequired: true), Text("origin"), Text(DebeziumNames.Kind)), IsRequired: true);

    public void Write(in ChangeRecord record, ChangedRow row, IRowSink sink)
    {
        var fields = field.Children;
        sink.BeginStruct(field);
        OwnText.WriteWord(fields[0], Version, sink);
        OwnText.WriteWord(fields[1], Connector, sink);
        sink.String(fields[2], _name);
        sink.Int64(fields[3], record.CreatedAt.ToUnixTimeMilliseconds());
        OwnText.WriteWord(fields[4], "false", sink);
        sink.String(fields[5], _keyspace);
        sink.String(fields[6], _keyspace);
        sink.String(fields[7], _table);
        sink.String(fields[8], _shard);
        OwnText.WriteSequence(fields[9], record, sink);
        sink.Int32(fields[10], lineage);
        OwnText.WriteOrigin(fields[11], row.Origin, sink);
        sink.String(fields[12], row.IsStatic ? "static"u8 : "row"u8);
        sink.EndStruct(field);
    }

    private static Field Text(string name) => new(name, FieldType.Of(FieldKind.String), IsRequired: true);
}

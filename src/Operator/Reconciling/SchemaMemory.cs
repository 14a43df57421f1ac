using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Operator.Aws.Streams;

namespace KeyspacesStreamer.Operator.Reconciling;

/// <summary>The schema of a stream's table as it was last known; the same object as long as nothing of it changes.</summary>
internal sealed class SchemaMemory
{
    private StreamAddress? _source;
    private TableSchema? _schema;

    /// <returns>Null when nothing is known of this table.</returns>
    public TableSchema? Of(StreamAddress source) => _source is { } known && IsSameTable(known, source) ? _schema : null;

    /// <returns>The schema, or the one that was known when they say the same.</returns>
    public TableSchema Keep(StreamAddress source, TableSchema schema)
    {
        if (Of(source) is { } known && IsSame(known, schema))
        {
            return known;
        }

        (_source, _schema) = (source, schema);
        return schema;
    }

    private static bool IsSameTable(StreamAddress one, StreamAddress other) => (one.Region, one.Keyspace, one.Table) == (other.Region, other.Keyspace, other.Table);

    private static bool IsSame(TableSchema one, TableSchema other) => SchemaDocument.Write(one).AsSpan().SequenceEqual(SchemaDocument.Write(other));
}

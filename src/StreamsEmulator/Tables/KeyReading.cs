using System.Text.Json;

namespace KeyspacesStreamer.StreamsEmulator.Tables;

/// <summary>Takes primary keys out of what a user wrote.</summary>
internal static class KeyReading
{
    /// <summary>The row's key, or, when no clustering column is given, the partition's (a change of static columns).</summary>
    public static PrimaryKey RowKey(TableSchema schema, IReadOnlyDictionary<string, JsonElement> key) =>
        IsPartitionOnly(schema, key) ? PartitionKey(schema, key) : Join(
            Members(schema, "partitionKeys", schema.PartitionKey, key),
            schema.ClusteringKey.Count == 0 ? [] : Members(schema, "clusteringKeys", schema.ClusteringKey, key));

    public static PrimaryKey PartitionKey(TableSchema schema, IReadOnlyDictionary<string, JsonElement> key) =>
        new(Members(schema, "partitionKeys", schema.PartitionKey, key));

    /// <summary>The key of a record of static columns with clustering keys: those that were given, or none of them.</summary>
    public static PrimaryKey StaticKey(TableSchema schema, IReadOnlyDictionary<string, JsonElement> key) =>
        IsPartitionOnly(schema, key) ? WithoutClusteringValues(PartitionKey(schema, key)) : RowKey(schema, key);

    public static PrimaryKey WithoutClusteringValues(PrimaryKey partition) => Join(partition.Members.ToArray(), "\"clusteringKeys\":{}"u8.ToArray());

    public static bool IsPartitionOnly(TableSchema schema, IReadOnlyDictionary<string, JsonElement> key) =>
        schema.ClusteringKey.Count > 0 && !schema.ClusteringKey.Any(column => key.ContainsKey(column.Name));

    public static PrimaryKey Of(JsonElement record) => Join(
        Member(record, "partitionKeys") ?? throw new EmulatorException("A raw record has no partitionKeys."),
        Member(record, "clusteringKeys") ?? []);

    private static byte[]? Member(JsonElement record, string name) =>
        record.TryGetProperty(name, out var keys) ? [.. JsonText.Of(name), (byte)':', .. JsonText.Of(keys)] : null;

    private static byte[] Members(
        TableSchema schema, string member, IReadOnlyList<Column> columns, IReadOnlyDictionary<string, JsonElement> key)
    {
        var values = JsonText.Of(json =>
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                if (!key.TryGetValue(column.Name, out var value))
                {
                    throw new EmulatorException($"A change of {schema.Keyspace}.{schema.Name} lacks key column '{column.Name}'.");
                }

                json.WritePropertyName(column.Name);
                CellWriter.WriteValue(json, column.Type, value, stamp: null);
            }

            json.WriteEndObject();
        });
        return [.. JsonText.Of(member), (byte)':', .. values];
    }

    private static PrimaryKey Join(byte[] partition, byte[] clustering) =>
        new(clustering.Length == 0 ? partition : [.. partition, (byte)',', .. clustering]);
}

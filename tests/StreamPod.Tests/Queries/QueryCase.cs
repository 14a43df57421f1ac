using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Settings;

namespace KeyspacesStreamer.StreamPod.Tests.Queries;

/// <summary>Settings whose rows are asked for, by the name of their golden files.</summary>
internal static class QueryCase
{
    /// <summary>A column of every type, and one of eight levels.</summary>
    private const string EveryType = """
        {"columns": [
          {"name": "id", "type": "text", "kind": "PartitionKey"}, {"name": "at", "type": "timeuuid", "kind": "ClusteringKey"}, {"name": "owner", "type": "text", "kind": "Static"},
          {"name": "c_ascii", "type": "ascii"}, {"name": "c_bigint", "type": "bigint"}, {"name": "c_blob", "type": "blob"}, {"name": "c_boolean", "type": "boolean"}, {"name": "c_counter", "type": "counter"},
          {"name": "c_date", "type": "date"}, {"name": "c_decimal", "type": "decimal"}, {"name": "c_decimal_digits", "type": "decimal"}, {"name": "c_double", "type": "double"}, {"name": "c_duration", "type": "duration"},
          {"name": "c_float", "type": "float"}, {"name": "c_inet", "type": "inet"}, {"name": "c_int", "type": "int"}, {"name": "c_smallint", "type": "smallint"}, {"name": "c_time", "type": "time"},
          {"name": "c_timestamp", "type": "timestamp"}, {"name": "c_tinyint", "type": "tinyint"}, {"name": "c_uuid", "type": "uuid"}, {"name": "c_uuid_bytes", "type": "uuid"}, {"name": "c_varint", "type": "varint"}, {"name": "c_varint_text", "type": "varint"},
          {"name": "c_list", "type": "list<timestamp>"}, {"name": "c_set", "type": "set<blob>"}, {"name": "c_map", "type": "map<text, date>"}, {"name": "c_map_of_numbers", "type": "map<int, time>"},
          {"name": "c_map_of_tuples", "type": "map<frozen<tuple<int, text>>, double>"}, {"name": "c_tuple", "type": "tuple<int, text, boolean>"}, {"name": "c_type", "type": "frozen<\"Odd \"\"Type\">"},
          {"name": "c_deep", "type": "list<frozen<map<text, frozen<set<frozen<tuple<int, frozen<list<frozen<map<int, frozen<list<frozen<address>>>>>>>>>>>>>>"},
          {"name": "c_unknown", "type": "vector<float, 3>"},
          {"name": "Mixed Case", "type": "int"}, {"name": "_op", "type": "text"}, {"name": "comma,colon:", "type": "int"}, {"name": "quo'te\\\"`", "type": "int"}, {"name": "select", "type": "int"}, {"name": "dt", "type": "int"}],
         "types": [
          {"name": "address", "fields": [{"name": "street", "type": "text"}, {"name": "zip", "type": "int"}]},
          {"name": "Odd \"Type", "fields": [{"name": "a b", "type": "int"}, {"name": "_op", "type": "text"}, {"name": "ä", "type": "boolean"}]}]}
        """;

    private const string Few = """
        {"columns": [{"name": "id", "type": "text", "kind": "PartitionKey"}, {"name": "seq", "type": "int", "kind": "ClusteringKey"}, {"name": "region", "type": "text"}, {"name": "title", "type": "text"}]}
        """;

    private const string Options = """{"c_decimal_digits": {"decimal": {"precision": 12, "scale": 2}}, "c_uuid_bytes": {"as": "Uuid"}, "c_varint_text": {"as": "String"}}""";

    /// <summary>Each as its golden files are called: the members of the destination, and its schema.</summary>
    public static IReadOnlyDictionary<string, StreamSettings> All { get; } = new Dictionary<string, StreamSettings>(StringComparer.Ordinal)
    {
        ["parquet-flat"] = Of($$"""{"format": "Parquet", "record": "Flat", "flat": {"oldImage": true, "cellMetadata": true, "tableName": true}, "columns": {{Options}}}""", EveryType),
        ["avro-flat"] = Of($$"""{"format": "Avro", "record": "Flat", "columns": {{Options}}}""", EveryType),
        ["json-flat"] = Of($$"""{"format": "JsonLines", "record": "Flat", "compression": "Zstd", "columns": {{Options}}}""", EveryType),
        ["parquet-debezium"] = Of($$"""{"format": "Parquet", "record": "Debezium", "columns": {{Options}}, "keyTemplate": "{keyspace}/{table}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json"}""", EveryType),
        ["hive-days"] = Of("""{"format": "Parquet", "record": "Flat", "keyTemplate": "{keyspace}/{table}/year={yyyy}/month={MM}/day={dd}/{sequenceNumber}.json"}"""),
        ["hours-in-folders"] = Of("""{"format": "Parquet", "record": "Flat", "prefix": "cdc/", "keyTemplate": "{table}/{yyyy}/{MM}/{dd}/{HH}/{sequenceNumber}.json"}"""),
        ["key-in-folder"] = Of("""{"format": "JsonLines", "record": "Flat", "compression": "Gzip", "keyTemplate": "{keyspace}/{table}/{column:id}/dt={yyyy}-{MM}-{dd}/{sequenceNumber}.json"}"""),
        ["column-in-folder"] = Of("""{"format": "Parquet", "record": "Flat", "keyTemplate": "{keyspace}/{table}/region={column:region}/{sequenceNumber}.json"}"""),
        ["shard-in-folder"] = Of("""{"format": "Avro", "record": "Debezium", "keyTemplate": "{keyspace}/{table}/{shardId}/{column:id}/{sequenceNumber}.json"}"""),
        ["column-beside-ours"] = Of("""{"format": "JsonLines", "record": "Flat", "keyTemplate": "{keyspace}/{table}/{column:region}/{sequenceNumber}.json"}"""),
        ["no-folders"] = Of("""{"format": "JsonLines", "record": "Debezium", "keyTemplate": "{keyspace}/{table}/{sequenceNumber}"}"""),
        ["key-debezium"] = Of("""{"format": "JsonLines", "record": "Debezium", "compression": "GzipFile", "keyTemplate": "{keyspace}/{table}/id={column:id}/{sequenceNumber}.json"}"""),
    };

    /// <param name="destination">Members of the destination besides the bucket.</param>
    /// <param name="schema">The table's schema.</param>
    public static StreamSettings Of(string destination, string schema = Few)
    {
        var members = JsonNode.Parse(destination)!.AsObject();
        members["bucket"] = "keyspaces-data";
        var document = new JsonObject
        {
            ["resource"] = new JsonObject { ["name"] = "media" },
            ["source"] = new JsonObject { ["keyspace"] = "media", ["table"] = "Content", ["region"] = "eu-west-1", ["schema"] = JsonNode.Parse(schema) },
            ["destination"] = members,
            ["checkpoint"] = new JsonObject { ["table"] = "leases" },
        };
        var read = SettingsDocument.Read(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()));
        return read.Settings ?? throw new InvalidOperationException(string.Join('\n', read.Problems));
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.StreamPod.Formats.Avro;
using KeyspacesStreamer.StreamPod.Formats.Parquet;
using KeyspacesStreamer.StreamPod.Rows;
using ParquetSharp;
using ParquetSharp.Schema;

namespace KeyspacesStreamer.StreamPod.Tests.Rows;

/// <summary>Types of the formats in a few words, read from the schemas that files have.</summary>
internal static class TypeNames
{
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ParquetOf(RowSchema schema, RowField field) => Of(ParquetSchema.Of(schema).Fields.Single(node => node.Name == field.Name));

    public static string AvroOf(RowSchema schema, RowField field) =>
        Of(JsonNode.Parse(AvroSchema.JsonOf(schema))!["fields"]!.AsArray().Single(node => $"{node!["cql"] ?? node["name"]}" == field.Name)!["type"]!);

    private static string Of(Node node) => node switch
    {
        PrimitiveNode leaf => Of(leaf),
        GroupNode { LogicalType.Type: LogicalTypeEnum.List } list => $"list of ({Of(((GroupNode)list.Fields[0]).Fields[0])})",
        GroupNode { LogicalType.Type: LogicalTypeEnum.Map } map => ((GroupNode)map.Fields[0]).Fields is [var key, var value] ? $"map of ({Of(key)}) to ({Of(value)})" : throw new InvalidOperationException("A map has keys and values."),
        GroupNode group => $"struct of {string.Join(", ", group.Fields.Select(child => $"{child.Name} {Of(child)}"))}",
        _ => throw new InvalidOperationException($"No node is a {node.GetType().Name}."),
    };

    private static string Of(PrimitiveNode leaf)
    {
        var physical = leaf.PhysicalType switch
        {
            PhysicalType.ByteArray => "BYTE_ARRAY",
            PhysicalType.FixedLenByteArray => $"FIXED({leaf.TypeLength})",
            var type => type.ToString().ToUpperInvariant(),
        };
        return leaf.LogicalType switch
        {
            DecimalLogicalType digits => $"{physical} DECIMAL({digits.Precision}, {digits.Scale})",
            TimestampLogicalType => $"{physical} TIMESTAMP in ms, UTC",
            TimeLogicalType => $"{physical} TIME in ns",
            IntLogicalType number => $"{physical} INT({number.BitWidth})",
            { Type: LogicalTypeEnum.None } => physical,
            var logical => $"{physical} {logical.Type.ToString().ToUpperInvariant()}",
        };
    }

    private static string Of(JsonNode type) => type switch
    {
        JsonArray union => Of(union[1]!), // null and the type
        JsonObject named when named["type"] is JsonValue kind => $"{kind}" switch
        {
            "record" => $"record of {string.Join(", ", named["fields"]!.AsArray().Select(field => $"{field!["name"]} {Of(field["type"]!)}"))}",
            "array" => $"array of ({Of(named["items"]!)})",
            "map" => $"map to ({Of(named["values"]!)})",
            "fixed" => $"fixed({named["size"]}) {named["logicalType"]}",
            var plain when named["logicalType"] is { } logical => $"{plain} {logical}{(named["precision"] is { } precision ? $"({precision}, {named["scale"]})" : "")}",
            var plain when named["unit"] is { } unit => $"{plain} in {unit}",
            var plain => plain,
        },
        _ => $"{type}",
    };
}

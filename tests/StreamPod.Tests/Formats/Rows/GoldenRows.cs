using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.StreamPod.Rows;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Formats.Rows;

/// <summary>The reference values of tests/Golden/types as one row: a column for each of them.</summary>
internal static class GoldenRows
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    public static FormatCase Case()
    {
        var document = JsonNode.Parse(File.ReadAllText(RepositoryRoot.PathOf("tests", "Golden", "types", "values.json")))!;
        var parser = new CqlTypeParser(document["userTypes"].Deserialize<UserType[]>(Options)!);
        var cases = document["cases"]!.AsArray().Select(one => (Node: one!, Type: TypeMapping.Of(
            parser.Parse((string)one!["type"]!), one["options"].Deserialize<ColumnOptions>(Options)))).ToList();
        var schema = new RowSchema("golden", [.. cases.Select(one => new Field((string)one.Node["name"]!, one.Type))]);
        return new FormatCase("golden", schema) { WhyNotDuckDb = "its dates and timestamps end before those of CQL" }
            .Row([.. cases.Select(one => ValueOf(one.Type, one.Node["value"], (int?)one.Node["repeat"] ?? 1))])
            .Row(new object?[cases.Count]);
    }

    private static object? ValueOf(FieldType type, JsonNode? value, int repeat = 1) => value is null ? null : type.Kind switch
    {
        FieldKind.Boolean => (bool)value,
        FieldKind.Int32 or FieldKind.Date => int.Parse((string)value!, CultureInfo.InvariantCulture),
        FieldKind.Int64 or FieldKind.Timestamp or FieldKind.Time => long.Parse((string)value!, CultureInfo.InvariantCulture),
        FieldKind.Float => float.Parse((string)value!, CultureInfo.InvariantCulture),
        FieldKind.Double => double.Parse((string)value!, CultureInfo.InvariantCulture),
        FieldKind.String => string.Concat(Enumerable.Repeat((string)value!, repeat)),
        FieldKind.Bytes => Convert.FromHexString(string.Concat(Enumerable.Repeat((string)value!, repeat))),
        FieldKind.Uuid => Guid.Parse((string)value!),
        FieldKind.Decimal => Int128.Parse(((string)value!).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture),
        FieldKind.List => value.AsArray().Select(item => ValueOf(type.Fields[0].Type, item)).ToArray(),
        FieldKind.Map => value.AsArray().Select(object? (entry) => new[] { ValueOf(type.Fields[0].Type, entry![0]), ValueOf(type.Fields[1].Type, entry[1]) }).ToArray(),
        FieldKind.Struct => type.Fields.Select(field => ValueOf(field.Type, value[field.Name])).ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, "A known kind of field expected."),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using KeyspacesStreamer.Contracts.Schema;
using KeyspacesStreamer.Testing;

namespace KeyspacesStreamer.StreamPod.Tests.Values;

/// <summary>The values that every format is judged by, from <c>tests/Golden/types/values.json</c>.</summary>
internal static class TypeDocument
{
    private static readonly JsonObject Document = JsonNode.Parse(File.ReadAllBytes(Path))!.AsObject();

    public static string Path => RepositoryRoot.PathOf("tests", "Golden", "types", "values.json");

    public static IReadOnlyList<UserType> UserTypes { get; } =
    [
        .. Nodes("userTypes").Select(type => new UserType
        {
            Name = $"{type["name"]}",
            Fields = [.. type["fields"]!.AsArray().Select(field => new UserTypeField { Name = $"{field!["name"]}", Type = $"{field["type"]}" })],
        }),
    ];

    public static IReadOnlyList<TypeCase> Cases { get; } = [.. Nodes("cases").Select(CaseOf)];

    public static IReadOnlyList<TypeCase> Refused { get; } = [.. Nodes("refused").Select(CaseOf)];

    /// <summary>Names of columns, and of their fields in the shape Flat.</summary>
    public static IReadOnlyList<(string Column, string Field)> Names { get; } = [.. Nodes("names").Select(name => ($"{name["column"]}", $"{name["field"]}"))];

    public static TableSchema SchemaOf(params IEnumerable<TypeCase> cases) => new()
    {
        Columns = [new SchemaColumn { Name = "id", Type = "text", Kind = ColumnKind.PartitionKey }, .. cases.Select(value => value.Column)],
        Types = UserTypes,
    };

    public static IReadOnlyDictionary<string, ColumnOptions> OptionsOf(params IEnumerable<TypeCase> cases) =>
        cases.Where(value => value.Options is not null).ToDictionary(value => value.Name, value => value.Options!);

    /// <summary>A record of one row that has these values.</summary>
    public static byte[] RecordOf(params IEnumerable<TypeCase> cases)
    {
        var cells = new JsonObject(cases.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)new JsonObject { ["value"] = value.Wire?.DeepClone() })));
        var record = new JsonObject
        {
            ["origin"] = "USER",
            ["partitionKeys"] = new JsonObject { ["id"] = new JsonObject { ["textT"] = "key" } },
            ["newImage"] = new JsonObject { ["valueCells"] = cells },
        };
        return System.Text.Encoding.UTF8.GetBytes(record.ToJsonString());
    }

    /// <summary>The same value in one spelling: numbers of floating point have several.</summary>
    public static JsonNode? InOneSpelling(JsonNode? value, FieldType type) => value is null ? null : type.Kind switch
    {
        FieldKind.Float => float.Parse($"{value}", CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        FieldKind.Double => double.Parse($"{value}", CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        FieldKind.List => new JsonArray([.. value.AsArray().Select(element => InOneSpelling(element, type.Fields[0].Type))]),
        FieldKind.Map => new JsonArray([.. value.AsArray().Select(pair => (JsonNode)new JsonArray(InOneSpelling(pair![0], type.Fields[0].Type), InOneSpelling(pair[1], type.Fields[1].Type)))]),
        FieldKind.Struct => new JsonObject(type.Fields.Select(field => KeyValuePair.Create(field.Name, InOneSpelling(value[field.Name], field.Type)))),
        _ => value.DeepClone(),
    };

    private static IEnumerable<JsonObject> Nodes(string name) => Document[name]!.AsArray().Select(node => node!.AsObject());

    private static TypeCase CaseOf(JsonObject node)
    {
        var times = (int?)node["repeat"] ?? 1;
        return new TypeCase($"{node["name"]}", $"{node["type"]}", OptionsOf(node["options"]), Repeated(node["wire"], times), Repeated(node["value"], times));
    }

    private static ColumnOptions? OptionsOf(JsonNode? options) => options is null ? null : new ColumnOptions
    {
        As = options["as"] is { } form ? Enum.Parse<ColumnForm>($"{form}") : null,
        Decimal = options["decimal"] is { } digits ? new DecimalDigits { Precision = (int)digits["precision"]!, Scale = (int)digits["scale"]! } : null,
    };

    private static JsonNode? Repeated(JsonNode? node, int times) => times == 1 ? node : node switch
    {
        JsonObject value => new JsonObject(value.Select(member => KeyValuePair.Create(member.Key, Repeated(member.Value, times)))),
        _ => string.Concat(Enumerable.Repeat($"{node}", times)),
    };
}
